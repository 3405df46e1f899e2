#include "sim/report/finding.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <mutex>
#include <thread>
#include <vector>

#include "sim/report/collection.h"
#include "sim/report/model_line.h"

namespace prep::sim {
namespace {

struct Store {
  std::mutex mutex;
  std::vector<Finding> findings;
  std::vector<Model> models;
  std::vector<std::string> sources;
  std::string case_name;
};

// Never destroyed: findings may come from exit handlers.
Store& store() {
  static auto* the_store = [] {
    auto* made = new Store;
    std::atexit([] { flush_findings(); });
    return made;
  }();
  return *the_store;
}

void (*g_hand_over)() = nullptr;

bool same_place(const Site& a, const Site& b) { return a.pc == b.pc && a.file == b.file && a.line == b.line; }

bool same(const Finding& a, const Finding& b) {
  return a.kind == b.kind && same_place(a.here, b.here) && same_place(a.other, b.other) &&
         a.variable == b.variable && std::equal(a.origin.outer, std::end(a.origin.outer), b.origin.outer);
}

int report_descriptor() {
  static const int descriptor = [] {
    const char* text = std::getenv("PREP_SIM_REPORT_FD");
    return text != nullptr ? std::atoi(text) : -1;
  }();
  return descriptor;
}

void write_all(int descriptor, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t wrote = write(descriptor, text.data() + done, text.size() - done);
    if (wrote <= 0) return;  // nobody reads any more
    done += static_cast<std::size_t>(wrote);
  }
}

void flush_stdout() {
  if (ftrylockfile(stdout) != 0) return;  // a CUDA thread stopped inside printf
  fflush_unlocked(stdout);
  funlockfile(stdout);
}

}  // namespace

void know_source(const char* file) {
  Store& s = store();
  const std::lock_guard lock(s.mutex);
  if (std::find(s.sources.begin(), s.sources.end(), file) == s.sources.end()) s.sources.emplace_back(file);
}

void begin_case(const char* name) {
  flush_findings();
  Store& s = store();
  const std::lock_guard lock(s.mutex);
  s.case_name = name;
}

void before_flush(void (*hand_over)()) { g_hand_over = hand_over; }

void append_model(Model model) {
  Store& s = store();
  const std::lock_guard lock(s.mutex);
  s.models.push_back(std::move(model));
}

void record(Finding finding) {
  Store& s = store();
  const std::lock_guard lock(s.mutex);
  for (Finding& known : s.findings) {
    if (!same(known, finding)) continue;
    const std::uint64_t count = known.count + finding.count;
    if (shown_before(finding, known)) known = std::move(finding);
    known.count = count;
    return;
  }
  s.findings.push_back(std::move(finding));
}

void flush_findings() {
  if (g_hand_over != nullptr) g_hand_over();
  Store& s = store();
  std::vector<Finding> findings;
  std::vector<Model> models;
  std::vector<std::string> sources;
  std::string case_name;
  {
    const std::lock_guard lock(s.mutex);
    findings.swap(s.findings);
    models.swap(s.models);
    sources = s.sources;
    case_name = s.case_name;
  }
  symbolise(findings, sources);
  std::string text;
  const bool json = report_descriptor() >= 0;
  for (const Finding& finding : merge(std::move(findings))) {
    text += json ? to_json(finding, case_name) + "\n" : to_text(finding, case_name);
  }
  const ModelForm form = json ? ModelForm::json : ModelForm::text;
  for (const Model& model : models) text += model_line(model, sources, form) + "\n";
  if (text.empty()) return;
  if (!json) flush_stdout();
  write_all(json ? report_descriptor() : STDERR_FILENO, text);
}

void record_fatal(Finding finding) {
  static std::mutex only_one;
  only_one.lock();  // a second fatal finding waits here for the end of the process
  finding.fatal = true;
  record(std::move(finding));
  // Symbolising needs more stack than a CUDA thread or a signal handler has.
  std::thread([] {
    flush_stdout();
    flush_findings();
  }).join();
  _exit(kFatalExit);
}

}  // namespace prep::sim
