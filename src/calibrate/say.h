// What the measuring programs say: one JSON object a line, to prep's pipe (file descriptor 3 with --lines) or
// to stdout. {"figure":NAME,"value":V,"spread":S,"samples":N,"how":TEXT}, {"figure":NAME,"missing":TEXT},
// {"fact":NAME,"value":V}, {"error":SENTENCE}; the last line of a complete run is {"end":true}.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace prep_calibrate {

inline std::FILE*& lines() {
  static std::FILE* file = stdout;
  return file;
}

inline void read_arguments(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--lines") != 0) continue;
    if (std::FILE* pipe = fdopen(3, "w")) lines() = pipe;
  }
}

inline std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  }
  return out + '"';
}

inline void say_line(const std::string& line) {
  std::fprintf(lines(), "%s\n", line.c_str());
  std::fflush(lines());
}

inline std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.6g", value);
  return text;
}

// `spread`: the samples' IQR over their median.
struct Figure {
  double value = 0, spread = 0;
  int samples = 0;
  std::string how;
};

inline void say(const char* name, const Figure& figure) {
  say_line("{\"figure\":" + quoted(name) + ",\"value\":" + number(figure.value) +
           ",\"spread\":" + number(figure.spread) + ",\"samples\":" + std::to_string(figure.samples) +
           ",\"how\":" + quoted(figure.how) + "}");
}
inline void say_missing(const char* name, const std::string& why) {
  say_line("{\"figure\":" + quoted(name) + ",\"missing\":" + quoted(why) + "}");
}
inline void say_fact(const char* name, double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.15g", value);
  say_line("{\"fact\":" + quoted(name) + ",\"value\":" + text + "}");
}
inline void say_end() { say_line("{\"end\":true}"); }

// A sentence that ends in the next step.
[[noreturn]] inline void give_up(const std::string& sentence) {
  say_line("{\"error\":" + quoted(sentence) + "}");
  std::exit(1);
}

}  // namespace prep_calibrate
