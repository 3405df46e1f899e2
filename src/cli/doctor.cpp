#include <fmt/core.h>

#include <algorithm>

#include "cli/calibration_words.h"
#include "cli/execute.h"
#include "cli/help.h"
#include "cli/machine.h"
#include "cli/task_words.h"
#include "content/library.h"
#include "os/error.h"
#include "os/files.h"

namespace prep {
namespace {

void add(std::vector<Fact>& all, const std::vector<Fact>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

std::string store_words(const StoreCheck& check) {
  using State = StoreCheck::State;
  switch (check.state) {
    case State::none:
      return "nothing recorded yet";
    case State::ok:
    case State::damaged: {
      std::string words =
          fmt::format("{}{} records in {} {}, snapshot {}, {} backups",
                      check.state == State::ok ? "ok: " : "damaged: ", check.records, check.journals,
                      check.journals == 1 ? "journal" : "journals", check.snapshot, check.backups);
      if (check.damaged_lines > 0) words += fmt::format(", {} damaged lines", check.damaged_lines);
      return words + (check.torn_tail ? ", torn tail" : "");
    }
    case State::newer:
      return "written by a newer prep; update this one";
    case State::unreadable:
      return "unreadable";
  }
  return "";
}

std::string state_word(StoreCheck::State state) {
  using State = StoreCheck::State;
  switch (state) {
    case State::none:
      return "none";
    case State::ok:
      return "ok";
    case State::damaged:
      return "damaged";
    case State::newer:
      return "newer";
    case State::unreadable:
      return "unreadable";
  }
  return "";
}

std::vector<Fact> store_facts(const StoreCheck& check) {
  const bool fine = check.state == StoreCheck::State::ok || check.state == StoreCheck::State::none;
  std::vector<Fact> facts{{"store", store_words(check), fine ? Fact::Kind::fine : Fact::Kind::trouble}};
  for (const std::string& finding : check.findings) {
    facts.push_back({"", finding, fine ? Fact::Kind::lacking : Fact::Kind::trouble});
  }
  return facts;
}

std::vector<Fact> content_facts(Session& session) {
  std::vector<Fact> facts;
  const auto attempt = [&facts](const std::string& subject, const auto& words) {
    try {
      facts.push_back({subject, words()});
    } catch (const Error& error) {
      facts.push_back({subject, error.what(), Fact::Kind::trouble});
    }
  };
  attempt("exercises", [&] {
    return fmt::format("{} in {}", session.kits().size(), display(session.installation().exercises));
  });
  attempt("content", [&] {
    const std::filesystem::path& content = session.installation().content;
    std::string words;
    for (const std::string& id : plan_ids(content)) {
      words +=
          fmt::format("{}{} ({} days)", words.empty() ? "" : ", ", id, load_plan(content, id).days.size());
    }
    return "plans: " + (words.empty() ? "none" : words);
  });
  return facts;
}

std::vector<Fact> facts_of(Session& session, const StoreCheck& store) {
  std::string version = version_text();
  version.pop_back();
  std::vector<Fact> all{{"version", version}};
  add(all, system_facts());
  std::error_code ignored;
  const bool there = std::filesystem::exists(session.home().root, ignored);
  all.push_back({"home", display(session.home().root) + (there ? "" : " (not there yet)")});
  add(all, store_facts(store));
  add(all, compiler_facts());
  add(all, gpu_facts());
  add(all, calibration_facts(session.installation(), session.clock().now()));
  add(all, sandbox_facts());
  add(all, content_facts(session));
  all.push_back({"terminal", fmt::format("{} columns, {}", session.look().width,
                                         session.look().colour ? "colour" : "no colour")});
  return all;
}

std::string screen(const Look& look, const std::vector<Fact>& facts) {
  std::string text;
  for (const Fact& fact : facts) {
    const char* mark = fact.subject.empty()               ? " "
                       : fact.kind == Fact::Kind::fine    ? "✓"
                       : fact.kind == Fact::Kind::lacking ? "-"
                                                          : "✗";
    const Ink ink = fact.kind == Fact::Kind::fine      ? Ink::green
                    : fact.kind == Fact::Kind::lacking ? Ink::plain
                                                       : Ink::red;
    text += wrapped(fact.text, static_cast<std::size_t>(look.width),
                    " " + paint(look, ink, mark) + " " + pad(fact.subject, 11), std::string(14, ' '));
  }
  return text;
}

bool has_trouble(const std::vector<Fact>& facts) {
  return std::any_of(facts.begin(), facts.end(),
                     [](const Fact& fact) { return fact.kind == Fact::Kind::trouble; });
}

}  // namespace

int execute(const command::Doctor& c, Session& session) {
  std::vector<std::string> done;
  if (c.repair == command::Repair::yes) done = restore_store(session.store());
  const StoreCheck store = check_store(session.store());
  const std::vector<Fact> facts = facts_of(session, store);
  if (session.json()) {
    std::vector<JsonObject> all;
    for (const Fact& fact : facts) {
      JsonObject one;
      one.text("subject", fact.subject).text("text", fact.text);
      all.push_back(one.flag("trouble", fact.kind == Fact::Kind::trouble));
    }
    JsonObject json = JsonObject::of("prep.doctor/1");
    json.flag("ok", !has_trouble(facts)).text("store", state_word(store.state));
    session.answer(json.integer("records", static_cast<std::int64_t>(store.records))
                       .objects("facts", all)
                       .texts("restored", done));
    return 0;
  }
  std::string text = screen(session.look(), facts) + "\n";
  for (const std::string& words : done) text += " " + words + "\n";
  const bool damaged =
      store.state == StoreCheck::State::damaged || store.state == StoreCheck::State::unreadable;
  session.terminal().result(text +
                            next_command(session.look(), damaged ? "prep doctor --restore" : "prep next"));
  return 0;
}

}  // namespace prep
