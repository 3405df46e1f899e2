// Ceilings as words: for prep calibrate and for doctor.
#pragma once
#include <string>
#include <vector>

#include "cli/json_out.h"
#include "cli/machine.h"
#include "grade/calibrate.h"
#include "term/look.h"

namespace prep {

enum class Freshness { measured, kept };  // measured: just now

std::string calibration_table(const Look& look, const GpuCeilings& ceilings);
std::string calibration_table(const Look& look, const CpuCeilings& ceilings);

JsonObject to_json_object(const GpuCeilings& ceilings, Freshness freshness);
JsonObject to_json_object(const CpuCeilings& ceilings, Freshness freshness);

// "2026-11-22 18:30" on the local clock.
std::string local_minute(const std::string& utc, Moment now);

// doctor's lines: the most telling figures with their date, or the command that measures them.
std::vector<Fact> calibration_facts(const Installation& installation, Moment now);

}  // namespace prep
