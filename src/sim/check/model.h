// The cost model (PREP_SIM_MODEL=1): what each warp-wide load and store costs in 32-byte sectors of global
// memory or in passes over the 32 banks of shared memory. Only some blocks of a grid are followed; the counts
// are per source line.
#pragma once
#include "sim/check/detectors.h"
#include "sim/engine/launch.h"

namespace prep::sim {

void model_grid_begin(const LaunchRequest& request, std::uint64_t blocks);

// Before a flush: gives the counts since the last one to the reporter.
void model_hand_over();

// Is this block of the running grid followed? The first block always is.
bool model_follows(std::uint64_t block);

// For blocks that are followed. `address` counts from the arena for shared memory.
enum class ModelSpace : std::uint8_t { global, shared };
void model_access(const Request& request, ModelSpace space, std::uintptr_t address);

// At a barrier and at the end of a block: what the warps did since then is complete.
void model_fold(const Block& block);

// Barriers that a block has passed, at its end.
void model_block_done(unsigned barriers);

}  // namespace prep::sim
