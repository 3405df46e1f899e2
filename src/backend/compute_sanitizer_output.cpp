#include <algorithm>
#include <regex>
#include <sstream>

#include "backend/finding.h"

namespace prep {
namespace {

constexpr std::size_t kLongestLine = 4000;

std::string base_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

// "in reduction.cu:12", whatever stands before and behind it.
struct Site {
  std::string file;
  int line = 0;
};
Site site_in(const std::string& text) {
  static const std::regex place(R"(\bin (\S+?):(\d+))");
  std::smatch match;
  if (!std::regex_search(text, match, place)) return {};
  return {base_name(match[1]), std::stoi(match[2])};
}

std::array<int, 3> triple(const std::smatch& match, std::size_t first) {
  return {std::stoi(match[first]), std::stoi(match[first + 1]), std::stoi(match[first + 2])};
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

void add(std::vector<Finding>& findings, Finding finding) {
  const auto known = std::find_if(findings.begin(), findings.end(), [&](const Finding& f) {
    return f.kind == finding.kind && f.file == finding.file && f.line == finding.line &&
           f.other_line == finding.other_line;
  });
  if (known == findings.end())
    findings.push_back(std::move(finding));
  else
    known->count += finding.count;
}

// One report of the tool's text: its lines up to the next empty one.
void read_report(const std::vector<std::string>& lines, std::vector<Finding>& findings) {
  static const std::regex access(R"(Invalid __(\w+)__ (read|write|atomic) of size (\d+))");
  static const std::regex where(R"(by thread \((\d+),(\d+),(\d+)\) in block \((\d+),(\d+),(\d+)\))");
  static const std::regex distance(R"(is ((?:[\d,]+ bytes? )?(?:after|before|inside) .*)$)");
  static const std::regex race(R"(Error: .*[Rr]ace reported between (Read|Write) access)");
  static const std::regex second(R"(and (Read|Write) access.*?(?:\[(\d+) hazards?\])?$)");
  static const std::regex barrier(R"(Barrier error detected\. (.*)$)");
  Finding finding;
  std::string first_access;
  for (const std::string& line : lines) {
    std::smatch match;
    if (finding.kind.empty()) {
      if (std::regex_search(line, match, access)) {
        finding.kind = "memory_error";
        finding.message = match[2].str() + "s " + match[3].str() + " bytes of " + match[1].str() +
                          " memory that it must not touch";
      } else if (std::regex_search(line, match, race)) {
        finding.kind = "race";
        first_access = lower(match[1]);
        finding.fix = "put __syncthreads() (or __syncwarp() inside one warp) between the two accesses";
      } else if (std::regex_search(line, match, barrier)) {
        finding.kind = "barrier_divergence";
        finding.message = lower(match[1]);
      }
    }
    if (finding.kind.empty()) continue;
    if (const Site site = site_in(line); site.line > 0) {
      if (finding.line == 0) {
        finding.file = site.file;
        finding.line = site.line;
      } else if (finding.kind == "race" && finding.other_line == 0) {
        finding.other_file = site.file;
        finding.other_line = site.line;
      }
    }
    if (std::regex_search(line, match, where)) {
      finding.thread = triple(match, 1);
      finding.block = triple(match, 4);
    }
    if (finding.kind == "memory_error" && std::regex_search(line, match, distance))
      finding.message += ": " + match[1].str();
    if (finding.kind == "memory_error" && line.find("misaligned") != std::string::npos)
      finding.message += ": the address is misaligned";
    if (finding.kind == "race" && finding.message.empty() && std::regex_search(line, match, second)) {
      finding.message = first_access + " and " + lower(match[1]) +
                        " of the same shared memory by different threads, with nothing between them";
      if (match[2].matched) finding.count = std::stoull(match[2]);
    }
  }
  if (finding.kind.empty()) return;
  if (finding.message.empty()) finding.message = "accesses of the same shared memory race";
  add(findings, std::move(finding));
}

}  // namespace

std::vector<Finding> parse_compute_sanitizer_output(std::string_view text) {
  std::vector<Finding> findings;
  std::vector<std::string> report;
  std::istringstream lines{std::string(text)};
  const auto flush = [&] {
    read_report(report, findings);
    report.clear();
  };
  static const std::string kMark = "=========";
  for (std::string line; std::getline(lines, line);) {
    if (line.size() > kLongestLine || line.rfind(kMark, 0) != 0) continue;
    line.erase(0, kMark.size());
    const bool empty = line.find_first_not_of(" \r") == std::string::npos;
    const bool begins = line.rfind(" Invalid", 0) == 0 || line.rfind(" Error:", 0) == 0 ||
                        line.rfind(" Barrier", 0) == 0 || line.rfind(" Warning:", 0) == 0;
    if (empty || begins) flush();
    if (!empty) report.push_back(line);
  }
  flush();
  return findings;
}

}  // namespace prep
