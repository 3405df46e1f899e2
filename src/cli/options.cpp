#include "cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>

#include "os/edit_distance.h"
#include "os/error.h"

namespace prep {

struct Options::Parser {
  CLI::App app;
};

namespace {

std::string quoted_words(const std::vector<std::string>& words) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    all += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  }
  return all;
}

std::string plain(double number) {
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

// "prep run" or "prep".
std::string spoken(const std::string& command) { return command.empty() ? "prep" : "prep " + command; }

}  // namespace

Options::Options(std::string command, std::vector<std::string> args, Purpose purpose)
    : command_(std::move(command)),
      args_(std::move(args)),
      purpose_(purpose),
      parser_(std::make_unique<Parser>()) {
  parser_->app.set_help_flag("-h,--help");
  parser_->app.allow_extras();
}
Options::Options(std::string command, std::vector<std::string> args)
    : Options(std::move(command), std::move(args), Purpose::parse) {}
Options Options::describing(std::string command) {
  return Options(std::move(command), {}, Purpose::describe);
}
Options::Options(Options&&) noexcept = default;
Options::~Options() = default;

void Options::flag(const std::string& names, bool& target, const std::string& text) {
  parser_->app.add_flag(names, target);
  described_.push_back({names, "", text});
}

void Options::text(const std::string& names, std::string& target, const std::string& value,
                   const std::string& text) {
  parser_->app.add_option(names, target)->take_last();
  described_.push_back({names, value, text});
}

void Options::texts(const std::string& names, std::vector<std::string>& target, const std::string& value,
                    const std::string& text) {
  parser_->app.add_option(names, target)->allow_extra_args(false);
  described_.push_back({names, value, text});
}

void Options::integer(const std::string& names, int& target, const std::string& value,
                      const std::string& text, int least, int most) {
  parser_->app.add_option(names, target)->take_last();
  bounded_.push_back({names, value, static_cast<double>(least), static_cast<double>(most), &target, nullptr});
  described_.push_back({names, value, text});
}

void Options::number(const std::string& names, double& target, const std::string& value,
                     const std::string& text, double least, double most) {
  parser_->app.add_option(names, target)->take_last();
  bounded_.push_back({names, value, least, most, nullptr, &target});
  described_.push_back({names, value, text});
}

void Options::choice(const std::string& names, std::string& target, std::initializer_list<const char*> words,
                     const std::string& text) {
  parser_->app.add_option(names, target)->take_last();
  closed_.push_back({names, &target, {words.begin(), words.end()}});
  std::string value;
  for (const char* word : words) value += (value.empty() ? "" : "|") + std::string(word);
  described_.push_back({names, value, text});
}

void Options::positional(const std::string& value, std::string& target, Need need, const std::string& text) {
  CLI::Option* option = parser_->app.add_option(value, target);
  if (need == Need::required) option->required();
  described_.push_back({"", need == Need::required ? value : "[" + value + "]", text});
}

void Options::positionals(const std::string& value, std::vector<std::string>& target, Need need,
                          const std::string& text) {
  CLI::Option* option = parser_->app.add_option(value, target);
  if (need == Need::required) option->required();
  described_.push_back({"", need == Need::required ? value + "…" : "[" + value + "…]", text});
}

void Options::finish() {
  if (purpose_ == Purpose::describe) throw HelpAsked{};
  std::vector<std::string> reversed(args_.rbegin(), args_.rend());  // CLI11 takes them from the back
  try {
    parser_->app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    throw HelpAsked{};
  } catch (const CLI::RequiredError&) {
    // An unknown option explains a missing word better than the missing word does.
    check_extras(parser_->app.remaining());
    std::string needed;
    for (const OptionHelp& option : described_) {
      if (option.names.empty() && option.value.front() != '[')
        needed += (needed.empty() ? "" : " ") + option.value;
    }
    fail("needs " + needed);
  } catch (const CLI::ParseError& error) {
    fail(error.what());
  }
  check_extras(parser_->app.remaining());
  check_values();
}

void Options::fail(const std::string& sentence) const {
  throw Error(Exit::usage, "usage",
              spoken(command_) + ": " + sentence + "; see " + spoken(command_) + " --help");
}

void Options::check_extras(const std::vector<std::string>& extras) const {
  for (const std::string& extra : extras) {
    if (extra.size() < 2 || extra[0] != '-' || extra == "--") continue;
    const std::string word = extra.substr(0, extra.find('='));
    std::vector<std::string> known{"--help"};
    for (const OptionHelp& option : described_) {
      for (const std::string& name : option_names(option.names)) {
        if (name.starts_with("--")) known.push_back(name);
      }
    }
    const auto close = nearest(word, known);
    throw Error(Exit::usage, "unknown_option",
                "unknown option \"" + word + "\"" +
                    (close ? ". Did you mean \"" + *close + "\"?" : "; see " + spoken(command_) + " --help"));
  }
  for (const std::string& extra : extras) {
    if (extra != "--") fail("one word too many: \"" + extra + "\"");
  }
}

void Options::check_values() const {
  for (const Bounded& bound : bounded_) {
    const double value = bound.integer != nullptr ? *bound.integer : *bound.number;
    if (parser_->app.count(option_names(bound.names).back()) == 0) continue;
    if (value >= bound.least && value <= bound.most) continue;
    fail(option_names(bound.names).back() + " takes " + plain(bound.least) + " to " + plain(bound.most) +
         ", not " + plain(value));
  }
  for (const Closed& closed : closed_) {
    const std::string& value = *closed.target;
    const std::string name = option_names(closed.names).back();
    if (parser_->app.count(name) == 0) continue;
    if (std::find(closed.words.begin(), closed.words.end(), value) != closed.words.end()) continue;
    const auto close = nearest(value, closed.words);
    fail(name + " takes " + quoted_words(closed.words) + ", not \"" + value + "\"" +
         (close ? ". Did you mean \"" + *close + "\"?" : ""));
  }
}

std::vector<std::string> option_names(const std::string& names) {
  std::vector<std::string> all;
  std::size_t at = 0;
  while (at < names.size()) {
    const std::size_t end = std::min(names.find(',', at), names.size());
    all.push_back(names.substr(at, end - at));
    at = end + 1;
  }
  return all;
}

}  // namespace prep
