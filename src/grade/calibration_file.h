// Ceilings as files: JSON under cache_dir()/calibration, which may be deleted at any time.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "backend/gpu_machine.h"
#include "grade/ceilings.h"
#include "os/clock.h"

namespace prep {

// Named by what the figures hold for: another driver or power limit is another file.
std::filesystem::path calibration_file(const GpuDevice& gpu);
std::filesystem::path calibration_file(const std::string& cpu, int cores, const std::string& compiler);

std::string to_json(const GpuCeilings& ceilings);
std::string to_json(const CpuCeilings& ceilings);
// Empty for what is damaged or of another version: it is then measured again.
std::optional<GpuCeilings> gpu_ceilings_of(const std::string& json);
std::optional<CpuCeilings> cpu_ceilings_of(const std::string& json);

std::optional<GpuCeilings> read_gpu_ceilings(const std::filesystem::path& file);
std::optional<CpuCeilings> read_cpu_ceilings(const std::filesystem::path& file);
// A disk that is full or not writable is no reason to fail: the figures are then measured again next time.
void keep_ceilings(const std::filesystem::path& file, const std::string& json);

// Why kept figures are to be measured again: "" where they still hold. `program`: what would measure now, ""
// where nothing can. Strange ones hold for an hour, so that a study session does not wait at each run.
std::string stale_words(const Measured& measured, const std::string& program, Moment now);

}  // namespace prep
