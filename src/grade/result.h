// What a grade says: the value that `prep run` shows, prints as JSON (schema prep.run/1) and records.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "backend/finding.h"
#include "grade/verdict.h"

namespace prep {

struct CaseResult {
  std::string name;  // "n=1025"
  bool ok = false;
  std::string stage;  // "check", "measure"
  Verdict verdict = Verdict::passed;
  std::string message;              // first sentence
  std::vector<std::string> detail;  // mismatches with coordinates
  double max_abs_err = 0;
  std::uint64_t mismatches = 0;
};

struct MeasureRow {
  std::string name;
  double median_us = 0, min_us = 0, q3_us = 0;
  int samples = 0;
  double bytes = 0, flops = 0;
  double of_target = 0;              // share of the metric the bands are in
  double dispersion = 0;             // IQR / median
  std::optional<double> of_ceiling;  // floor_us / median_us, on a GPU
  double floor_us = 0;               // the least time at this machine's ceilings
  std::string limit;                 // what that time is made of
  double sm_mhz = 0;
  double of_baseline = 0;
  std::optional<double> library_us, of_library;
  std::string versus_library;
  bool noisy = false;
  std::optional<double> baseline_us;
  std::string versus_baseline;  // FASTER, SAME, SLOWER, AMBIGUOUS
  std::string note;
};

struct ModelFigures {
  double transactions_per_request = 0, ideal_share = 0, bank_conflict_ways = 0;
  std::uint64_t barriers = 0;
  std::vector<std::string> lines;
};

// A kernel of the learner's first measured call, as the CUDA runtime describes it.
struct KernelFacts {
  std::string name;  // demangled where it could be
  std::uint64_t launches = 0, threads = 0, blocks = 0;
  std::uint64_t registers = 0, shared_bytes = 0, local_bytes = 0;
  std::uint64_t blocks_per_sm = 0, warps_per_sm = 0, most_warps_per_sm = 0;
  std::string limiter;  // of the resident warps: "registers"; "" = nothing
  std::uint64_t narrow_loads = 0,
                wide_loads = 0;  // global loads of up to 4 and of 16 bytes in its machine code
};

struct GradeResult {
  std::string exercise;
  int version = 1;
  std::string backend;
  std::string seed;  // 16 hex digits, replayed by --seed
  Verdict verdict = Verdict::not_graded;
  std::string reason;  // why, where the verdict alone does not say it
  std::string band;    // "", "pass", "good", "gold"
  bool band_is_model = false;
  double of_target = 0;
  std::vector<CaseResult> cases;
  std::vector<MeasureRow> measure;
  std::vector<Finding> diagnostics;  // most causal first
  std::vector<KernelFacts> kernels;  // on a GPU
  std::string gpu;                   // "NVIDIA H200"
  std::string sanitized;        // what the sanitizer stage did, or why it did nothing; "" = no such stage
  std::string library_missing;  // why there is no library to compare with
  std::optional<ModelFigures> model;
  std::string learner_output;   // what the program printed, control bytes stripped
  std::string compiler_output;  // of a failed build
  std::string source_hash;
  std::string cached_since;  // "10:42" when the verdict came from the cache
  double build_s = 0, run_s = 0, total_s = 0;
};

}  // namespace prep
