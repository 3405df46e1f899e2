#include "study/progress.h"

#include "catch.h"

using namespace prep;

namespace {

// Events with ids in the order of the list, one a minute; day and time come from the test where they matter.
class Life {
 public:
  Life& add(Action action, const std::string& day = "2026-05-11") {
    Event event;
    event.id = "01HZZZZZZZ0000000000000" + std::to_string(100 + events_.size());
    event.device = "thisone";
    event.seq = events_.size() + 1;
    event.utc_ms = 1'000 + static_cast<std::int64_t>(events_.size()) * 60'000;
    event.day = day;
    event.action = std::move(action);
    events_.push_back(std::move(event));
    return *this;
  }
  Life& undo(std::size_t index) { return add(Undone{events_.at(index).id}); }
  const std::vector<Event>& events() const { return events_; }
  Progress fold() const { return fold_all(events_); }

 private:
  std::vector<Event> events_;
};

AttemptMade attempt(const std::string& verdict, const std::string& band = "", bool model = false) {
  AttemptMade made;
  made.exercise = "ex_03";
  made.backend = "sim";
  made.verdict = verdict;
  made.band = band;
  made.band_is_model = model;
  made.version = 2;
  return made;
}

}  // namespace

TEST_CASE("nothing happened: an empty progress") { CHECK(fold_all({}) == Progress{}); }

TEST_CASE("attempts count up to the first pass, and later failures do not take it away") {
  const Progress p = Life()
                         .add(attempt("wrong_answer"), "2026-05-11")
                         .add(attempt("race"), "2026-05-12")
                         .add(attempt("passed"), "2026-05-13")
                         .add(attempt("compile_error"), "2026-05-14")
                         .fold();
  const ExerciseProgress& e = p.exercises.at("ex_03");
  CHECK(e.attempts == 4);
  CHECK(e.attempts_before_pass == 3);
  CHECK(e.passed);
  CHECK(e.passed_day == "2026-05-13");
  CHECK(e.passed_version == 2);
  CHECK(e.last_verdict == "compile_error");
  CHECK(e.last_day == "2026-05-14");
  CHECK(e.first_utc_ms == 1'000);
  CHECK(e.last_utc_ms == 181'000);
  CHECK(p.current_exercise == "ex_03");
}

TEST_CASE("the best band is kept, apart for time and for the model, and only of passes") {
  const Progress p = Life()
                         .add(attempt("passed", "good"))
                         .add(attempt("passed", "pass"))
                         .add(attempt("passed", "gold", true))
                         .add(attempt("wrong_answer", "gold"))
                         .fold();
  CHECK(p.exercises.at("ex_03").best_band == "good");
  CHECK(p.exercises.at("ex_03").best_model_band == "gold");
}

TEST_CASE("tasks: the newest mark counts") {
  const Progress p = Life()
                         .add(TaskSkipped{"a", "2026-05-20"})
                         .add(TaskDone{"a"}, "2026-05-12")
                         .add(TaskDone{"b"})
                         .add(TaskSkipped{"b", ""}, "2026-05-13")
                         .fold();
  CHECK(p.tasks.at("a") == TaskProgress{TaskMark::done, "2026-05-12", ""});
  CHECK(p.tasks.at("b") == TaskProgress{TaskMark::skipped, "2026-05-13", ""});
}

TEST_CASE("hints, solution, opened file, plan and ticks") {
  const Progress p = Life()
                         .add(FileOpened{"ex_01"})
                         .add(HintTaken{"ex_03", 2})
                         .add(HintTaken{"ex_03", 1})
                         .add(SolutionShown{"ex_03", "give_up"})
                         .add(PlanChosen{"standard"})
                         .add(PlanChosen{"focused", 4, "2026-05-11", "2026-06-12", 2})
                         .add(Ticked{"profile", true})
                         .add(Ticked{"explain", true})
                         .add(Ticked{"explain", false})
                         .fold();
  CHECK(p.exercises.at("ex_01").opened);
  CHECK(p.current_exercise == "ex_01");  // a hint does not change what one works on
  CHECK(p.exercises.at("ex_03").hint_level == 2);
  CHECK(p.exercises.at("ex_03").solution_seen);
  REQUIRE(p.plan);
  CHECK(p.plan->plan == "focused");
  CHECK(p.ticks.at("profile"));
  CHECK_FALSE(p.ticks.at("explain"));
}

TEST_CASE("what is taken back leaves no trace but the records themselves") {
  const Progress p = Life().add(TaskDone{"a"}, "2026-05-11").undo(0).fold();
  CHECK(p.tasks.empty());
  CHECK(p.active_days.empty());
  CHECK(p.first_day.empty());
  CHECK(p.events == 2);
  CHECK_FALSE(p.newest_id.empty());
}

TEST_CASE("undo, redo, and undo of the redo") {
  Life life;
  life.add(TaskDone{"a"}).undo(0);
  CHECK(life.fold().tasks.empty());
  life.undo(1);
  CHECK(life.fold().tasks.contains("a"));
  life.undo(2);
  CHECK(life.fold().tasks.empty());
  CHECK(taken_back(life.events()) == std::vector<bool>{true, false, true, false});
}

TEST_CASE("a hint taken back uncovers the one before it") {
  CHECK(Life()
            .add(HintTaken{"ex_03", 1})
            .add(HintTaken{"ex_03", 3})
            .undo(1)
            .fold()
            .exercises.at("ex_03")
            .hint_level == 1);
}

TEST_CASE("an Undone takes back neither attempts, nor unknown records, nor what comes after it, nor itself") {
  Life life;
  life.add(attempt("passed")).add(UnknownOp{"review"}).undo(0).undo(1);
  life.add(Undone{"01HZZZZZZZ0000000000000105"})
      .add(TaskDone{"later"})
      .add(Undone{"01HZZZZZZZ0000000000000106"});
  const Progress p = life.fold();
  CHECK(p.exercises.at("ex_03").passed);
  CHECK(p.tasks.contains("later"));
  CHECK(taken_back(life.events()) == std::vector<bool>(7, false));
}

TEST_CASE("two devices take back the same record: one redo is not enough") {
  Life life;
  life.add(TaskDone{"a"}).undo(0).undo(0).undo(1);
  CHECK(life.fold().tasks.empty());
  CHECK(life.undo(2).fold().tasks.contains("a"));
}

TEST_CASE("applying events one by one equals folding them all, where nothing is taken back") {
  Life life;
  life.add(PlanChosen{"standard"}).add(attempt("race")).add(attempt("passed", "gold")).add(TaskDone{"a"});
  Progress p;
  for (const Event& event : life.events()) apply(p, event);
  CHECK(p == life.fold());
}

TEST_CASE("the streak counts days in a row up to today, or to yesterday while today is empty") {
  struct Row {
    const char* today;
    int days;
  };
  const Row row =
      GENERATE(Row{"2026-03-02", 4}, Row{"2026-03-03", 4}, Row{"2026-03-04", 0}, Row{"2026-02-28", 2},
               Row{"2026-02-26", 0}, Row{"2026-02-21", 1}, Row{"2026-02-20", 1});
  const Progress p = Life()
                         .add(TaskDone{"a"}, "2026-02-20")
                         .add(TaskDone{"b"}, "2026-02-27")
                         .add(TaskDone{"c"}, "2026-02-28")
                         .add(TaskDone{"d"}, "2026-03-01")
                         .add(TaskDone{"e"}, "2026-03-02")
                         .fold();
  INFO(row.today);
  CHECK(streak(p, row.today) == row.days);
}

TEST_CASE("one line in words for every action") {
  const auto words = [](Action action) {
    Event event;
    event.action = std::move(action);
    return in_words(event);
  };
  CHECK(words(attempt("passed")) == "passed ex_03");
  CHECK(words(attempt("passed", "gold", true)) == "passed ex_03 (gold, model)");
  CHECK(words(attempt("wrong_answer")) == "attempt at ex_03: wrong answer");
  CHECK(words(TaskDone{"w2d3-read"}) == "done w2d3-read");
  CHECK(words(TaskSkipped{"w2d3-read", "2026-05-14"}) == "skip w2d3-read until 2026-05-14");
  CHECK(words(HintTaken{"ex_03", 2}) == "hint 2 of ex_03");
  CHECK(words(SolutionShown{"ex_03", "give_up"}) == "solution of ex_03 (given up)");
  CHECK(words(FileOpened{"ex_03"}) == "edit ex_03");
  CHECK(words(FileReset{"ex_03", "", ""}) == "reset ex_03");
  CHECK(words(PlanChosen{"focused", 4, "2026-05-11", "2026-06-12"}) ==
        "plan focused, 4 weeks from 2026-05-11, interview 2026-06-12");
  CHECK(words(Ticked{"profile", false}) == "untick profile");
  CHECK(undoable(TaskDone{"a"}));
  CHECK_FALSE(undoable(attempt("passed")));
  CHECK_FALSE(undoable(UnknownOp{"review"}));
}
