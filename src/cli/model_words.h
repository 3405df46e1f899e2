// What `prep sim --model` shows: kernels with their memory traffic and occupancy, the costliest lines, the
// one to look at first.
#pragma once
#include "backend/sim_model.h"
#include "cli/json_out.h"
#include "term/look.h"

namespace prep {

std::string model_text(const Look& look, const SimCosts& model, const ModelGpu& gpu, const PtxasFacts& ptxas);
JsonObject to_json(const SimCosts& model, const ModelGpu& gpu, const PtxasFacts& ptxas);

}  // namespace prep
