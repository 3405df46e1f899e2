// The two forms of a finding: a JSON line for prep, text for a person.
#include <cstdio>

#include "sim/report/collection.h"

namespace prep::sim {
namespace {

std::string triple(const Index3& i, const char* open, const char* close) {
  return open + std::to_string(i.x) + "," + std::to_string(i.y) + "," + std::to_string(i.z) + close;
}

void add_text(std::string& json, const char* name, const std::string& value) {
  if (!value.empty()) json += std::string(",\"") + name + "\":" + quoted(value);
}

void add_site(std::string& json, const Site& site, const std::string& prefix) {
  if (site.file != nullptr) json += ",\"" + prefix + "file\":" + quoted(site.file);
  if (site.line > 0) json += ",\"" + prefix + "line\":" + std::to_string(site.line);
  if (!site.on_device) return;
  json += ",\"" + prefix + "block\":" + triple(site.block, "[", "]");
  json += ",\"" + prefix + "thread\":" + triple(site.thread, "[", "]");
}

std::string place(const Site& site) {
  if (site.file == nullptr) return "unknown line";
  return std::string(site.file) + ":" + std::to_string(site.line);
}

std::string who(const Site& site) {
  return "block " + triple(site.block, "(", ")") + " thread " + triple(site.thread, "(", ")");
}

}  // namespace

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char hex[8];
      std::snprintf(hex, sizeof hex, "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += hex;
    } else {
      out += c;
    }
  }
  return out + '"';
}

const char* name_of(Kind kind) {
  switch (kind) {
    case Kind::deadlock:
      return "deadlock";
    case Kind::barrier_divergence:
      return "barrier_divergence";
    case Kind::memory_error:
      return "memory_error";
    case Kind::race:
      return "race";
    case Kind::uninitialized:
      return "uninitialized";
    case Kind::cuda_error:
      return "cuda_error";
    case Kind::leak:
      return "leak";
    case Kind::warning:
      return "warning";
  }
  return "warning";
}

std::string to_json(const Finding& finding, const std::string& case_name) {
  std::string json = std::string("{\"kind\":\"") + name_of(finding.kind) + "\"";
  add_site(json, finding.here, "");
  add_text(json, "function", finding.function);
  add_text(json, "variable", finding.variable);
  if (finding.has_other) add_site(json, finding.other, "other_");
  if (finding.origin.line > 0) add_site(json, finding.origin, "allocated_");
  json += ",\"count\":" + std::to_string(finding.count);
  add_text(json, "message", finding.message);
  add_text(json, "fix", finding.fix);
  add_text(json, "case", case_name);
  return json + ",\"fatal\":" + (finding.fatal ? "true" : "false") + "}";
}

std::string to_text(const Finding& finding, const std::string& case_name) {
  std::string text = place(finding.here) + ": " + name_of(finding.kind);
  if (!finding.variable.empty()) text += " on `" + finding.variable + "`";
  if (!finding.function.empty()) text += " in " + finding.function;
  if (finding.has_other && finding.other.line > 0) text += " (with " + place(finding.other) + ")";
  if (finding.count > 1) text += ", " + std::to_string(finding.count) + " times";
  if (!case_name.empty()) text += ", case " + case_name;
  text += "\n  " + finding.message;
  if (finding.here.on_device) {
    text += "\n  " + who(finding.here);
    if (finding.has_other && finding.other.on_device) text += ", with " + who(finding.other);
  }
  if (!finding.fix.empty()) text += "\n  fix: " + finding.fix;
  return text + "\n";
}

}  // namespace prep::sim
