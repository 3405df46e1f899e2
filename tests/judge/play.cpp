#include "play.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace prep_test {
namespace {

// A child with a line pipe each way (its fds 3 and 4), memfds from 5 on, and its output caught.
class Program {
 public:
  Program(const std::vector<std::string>& argv, const std::vector<int>& memfds, const std::string& learner) {
    int to[2], from[2], printed[2];
    if (pipe2(to, O_CLOEXEC) != 0 || pipe2(from, O_CLOEXEC) != 0 || pipe2(printed, O_CLOEXEC) != 0)
      throw std::runtime_error("pipe");
    pid_ = fork();
    if (pid_ == 0) {
      // Away from the numbers that are wanted first.
      std::vector<int> wanted{from[1], to[0]};
      wanted.insert(wanted.end(), memfds.begin(), memfds.end());
      for (int& fd : wanted) fd = fcntl(fd, F_DUPFD, 100);
      dup2(printed[1], 1);
      dup2(printed[1], 2);
      for (std::size_t k = 0; k < wanted.size(); ++k) dup2(wanted[k], static_cast<int>(k) + 3);
      for (const int fd : wanted) close(fd);
      setenv("LEARNER", learner.c_str(), 1);
      std::vector<char*> words;
      for (const std::string& word : argv) words.push_back(const_cast<char*>(word.c_str()));
      words.push_back(nullptr);
      execv(words[0], words.data());
      _exit(127);
    }
    close(to[0]);
    close(from[1]);
    close(printed[1]);
    to_ = to[1];
    from_ = from[0];
    output_ = printed[0];
  }
  ~Program() {
    if (pid_ > 0) finish();
  }

  void send(const std::string& line) {
    const std::string all = line + "\n";
    (void)!write(to_, all.data(), all.size());
  }
  std::string next_line() {  // empty at the end
    std::string line;
    char c = 0;
    while (read(from_, &c, 1) == 1 && c != '\n') line += c;
    return line;
  }
  int finish() {
    close(to_);
    int status = 0;
    std::string text(65536, '\0');
    ssize_t n = 0;
    while ((n = read(output_, text.data(), text.size())) > 0)
      output.append(text, 0, static_cast<std::size_t>(n));
    waitpid(pid_, &status, 0);
    close(from_);
    close(output_);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  std::string output;

 private:
  pid_t pid_ = 0;
  int to_ = -1, from_ = -1, output_ = -1;
};

std::string request(const Play& play) {
  Json json{{"case", Json::parse(play.case_json)},
            {"draw", 0},
            {"seed", play.seed},
            {"outputs", 1},
            {"deterministic", play.deterministic},
            {"mutant", play.mutant},
            {"row", play.row},
            {"lint", play.lint},
            {"describe", play.describe},
            {"calls", Json::array()}};
  for (const auto& [set, schedule] : play.calls) json["calls"].push_back({set, schedule});
  return json.dump();
}

void run(const Play& play, const std::vector<int>& memfds, Played& played) {
  const std::string path =
      std::string(FIXTURE_RUNNERS) + "/" + (play.runner.empty() ? "run_" + play.kit : play.runner);
  Program runner({path, play.row == "measure" ? "measure" : "check"}, memfds, play.learner);
  if (play.row == "measure") {
    // As prep does: the last call with each of the two input sets is kept.
    if (play.go < 2) runner.send("keep");
    for (int k = 0; k < play.go; ++k) {
      runner.send("go");
      if (k >= play.go - 2) runner.send("keep");
    }
    runner.send("stop");
  }
  for (std::string line = runner.next_line(); !line.empty(); line = runner.next_line()) {
    const Json json = Json::parse(line, nullptr, false);
    played.runner.push_back(json);
    if (json.contains("call")) played.completed = json["call"].get<int>();
    if (json.contains("done") && json.value("nonce", "") == played.ready.value("nonce", ""))
      played.completed = json["calls"].get<int>();
  }
  played.runner_status = runner.finish();
  played.runner_output = runner.output;
}

}  // namespace

Played play(const Play& play) {
  const int inputs = memfd_create("inputs", MFD_CLOEXEC | MFD_ALLOW_SEALING),
            outputs = memfd_create("outputs", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  Played played;
  {
    Program judge({std::string(FIXTURE_JUDGES) + "/fixture_" + play.kit}, {inputs, outputs}, "");
    judge.send(request(play));
    played.ready = Json::parse(judge.next_line(), nullptr, false);
    if (played.ready.contains("ready") && !play.describe) {
      run(play, {inputs, outputs}, played);
      judge.send(Json{{"check", 0}, {"calls", played.completed}}.dump());
      played.answer = Json::parse(judge.next_line(), nullptr, false);
      judge.send(R"({"end":true})");
    }
    played.judge_status = judge.finish();
  }
  close(inputs);
  close(outputs);
  return played;
}

}  // namespace prep_test
