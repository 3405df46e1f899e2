// The ceilings of this machine: looked up, or measured by a program of their own and kept.
#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backend/gpu_machine.h"
#include "backend/toolchain.h"
#include "grade/ceilings.h"
#include "grade/ceilings_lines.h"
#include "os/clock.h"
#include "os/paths.h"

namespace prep {

template <class Ceilings>
struct Known {
  std::optional<Ceilings> ceilings;  // kept from earlier, whether they still hold or not
  std::string stale;                 // why they are to be measured again; "" where they hold
  bool holds() const { return ceilings.has_value() && stale.empty(); }
};

struct CpuIdentity {
  std::string name;     // "AMD EPYC 9354 32-Core Processor"
  std::string details;  // with family, model and stepping: virtual machines hide the name
  int cores = 0;        // that this process may use
};
CpuIdentity this_cpu();
CpuIdentity parse_cpuinfo(const std::string& text);  // all but the cores

Known<GpuCeilings> look_up(const Installation& installation, const GpuDevice& gpu, Moment now);
Known<CpuCeilings> look_up(const Installation& installation, const CpuIdentity& cpu, Moment now);

// The ceilings that hold now, or nothing: prep calibrate measures them.
std::optional<GpuCeilings> known_ceilings(const GpuDevice& gpu);

// Measure, and again where the figures are strange; keep. `progress` gets a line now and then. Throws
// Error(environment) with the next step where it cannot be done.
using CalibrationProgress = std::function<void(const std::string&)>;
GpuCeilings measure_ceilings(const Installation& installation, const GpuDevice& gpu, const Clock& clock,
                             const CalibrationProgress& progress);
CpuCeilings measure_ceilings(const Installation& installation, const CpuIdentity& cpu, const Clock& clock,
                             const CalibrationProgress& progress);

// One run of a measuring program. Throws Error(environment) where it does not come to its end.
CalibrationLines run_measuring_program(const std::filesystem::path& program,
                                       const std::vector<std::string>& arguments,
                                       const std::vector<std::string>& environment,
                                       const CalibrationProgress& progress);

}  // namespace prep
