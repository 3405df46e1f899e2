// Plays prep's part between a fixture's judge and its runner.
#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace prep_test {

using Json = nlohmann::json;

struct Play {
  std::string kit = {};  // scale, ledger, tally
  std::string learner = "right";
  std::string case_json = {};
  std::vector<std::pair<int, int>> calls{{0, 0}, {0, 1}, {1, 2}, {0, 3}};
  std::string mutant = "none";
  bool deterministic = true;
  std::string row = "case";
  int go = 0;               // measured calls after the warm-up
  std::string runner = {};  // another executable than run_<kit>
  std::string seed = "0123456789abcdef";
  bool lint = false;
  bool describe = false;
};

struct Played {
  Json ready;                 // the judge's first answer, an {"error":…} too
  std::vector<Json> runner;   // its lines
  int runner_status = -1;     // exit status, 128 + signal where killed
  std::string runner_output;  // stdout and stderr together
  int completed = 0;  // calls that the runner's done line claims with the right nonce, else those begun
  Json answer;        // the judge's judgement
  int judge_status = -1;
};

Played play(const Play& play);

}  // namespace prep_test
