// The options of one command, declared with their help and parsed by CLI11, which only options.cpp includes
// (it costs seconds per source). A command's parse function declares into its own variables, calls finish(),
// then converts.
#pragma once
#include <initializer_list>
#include <memory>
#include <string>
#include <vector>

namespace prep {

struct OptionHelp {
  std::string names;  // "-n,--count"; "" for a positional
  std::string value;  // "N", "EXERCISE"; "" for a flag
  std::string text;
};

// Thrown by finish() where --help stands in the line, or where the options are only to be described.
struct HelpAsked {};

enum class Need { optional, required };

class Options {
 public:
  // For "run" with the words behind it.
  Options(std::string command, std::vector<std::string> args);
  // Only to learn what a command takes: finish() throws HelpAsked.
  static Options describing(std::string command);
  Options(Options&&) noexcept;
  ~Options();

  void flag(const std::string& names, bool& target, const std::string& text);
  void text(const std::string& names, std::string& target, const std::string& value, const std::string& text);
  // May stand several times, one value each: -I a -I b, -DN=4.
  void texts(const std::string& names, std::vector<std::string>& target, const std::string& value,
             const std::string& text);
  void integer(const std::string& names, int& target, const std::string& value, const std::string& text,
               int least, int most);
  void number(const std::string& names, double& target, const std::string& value, const std::string& text,
              double least, double most);
  // One of `words`; another is a usage error with "did you mean".
  void choice(const std::string& names, std::string& target, std::initializer_list<const char*> words,
              const std::string& text);
  void positional(const std::string& value, std::string& target, Need need, const std::string& text);
  void positionals(const std::string& value, std::vector<std::string>& target, Need need,
                   const std::string& text);

  // Parses. Throws Error(usage) with "did you mean" for an unknown option, an extra word, a missing or wrong
  // value.
  void finish();

  const std::string& command() const { return command_; }
  const std::vector<OptionHelp>& described() const { return described_; }

 private:
  struct Parser;
  struct Bounded {
    std::string names, value;
    double least, most;
    const int* integer;
    const double* number;
  };
  struct Closed {
    std::string names;
    std::string* target;
    std::vector<std::string> words;
  };
  enum class Purpose { parse, describe };
  Options(std::string command, std::vector<std::string> args, Purpose purpose);
  [[noreturn]] void fail(const std::string& sentence) const;
  void check_extras(const std::vector<std::string>& extras) const;
  void check_values() const;

  std::string command_;
  std::vector<std::string> args_;
  Purpose purpose_;
  std::vector<OptionHelp> described_;
  std::vector<Bounded> bounded_;
  std::vector<Closed> closed_;
  std::unique_ptr<Parser> parser_;
};

// "-n,--count" -> {"-n", "--count"}
std::vector<std::string> option_names(const std::string& names);

}  // namespace prep
