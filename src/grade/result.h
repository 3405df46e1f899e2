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
  double of_target = 0;  // share of the metric the bands are in
  std::optional<double> baseline_us;
  std::string versus_baseline;  // FASTER, SAME, SLOWER, AMBIGUOUS
  std::string note;
};

struct ModelFigures {
  double transactions_per_request = 0, ideal_share = 0, bank_conflict_ways = 0;
  std::uint64_t barriers = 0;
  std::vector<std::string> lines;
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
  std::optional<ModelFigures> model;
  std::string learner_output;   // what the program printed, control bytes stripped
  std::string compiler_output;  // of a failed build
  std::string source_hash;
  std::string cached_since;  // "10:42" when the verdict came from the cache
  double build_s = 0, run_s = 0, total_s = 0;
};

}  // namespace prep
