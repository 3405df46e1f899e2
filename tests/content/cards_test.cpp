#include "content/cards.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "catch.h"
#include "content/library.h"
#include "os/error.h"

using namespace prep;
using prep_test::ContainsSubstring;
namespace fs = std::filesystem;

namespace {

struct Content {
  fs::path root = fs::temp_directory_path() / ("prep-cards-" + std::to_string(::getpid()));
  explicit Content(const std::string& cards) {
    fs::create_directories(root / "cards");
    fs::create_directories(root / "weeks/week_02_cuda");
    write("topics.json", R"({"format":1,"topics":{"memory.coalescing":"sectors","basics.warp":"warps"}})");
    write(
        "weeks/week_02_cuda/week.json",
        R"({"format":1,"id":"week_02_cuda","title":"t","objectives":[],"days":[{"id":"w2d2","title":"t","hours":1,
"objectives":[],"tasks":[{"id":"w2d2-read","kind":"read","ref":"p","minutes":9,"why":"w","title":"t"}]}]})");
    write("cards/w2d2-memory.md", cards);
  }
  ~Content() { fs::remove_all(root); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(root / name) << text; }
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  REQUIRE(text.find(from) != std::string::npos);
  return text.replace(text.find(from), from.size(), to);
}

const std::string kTitle = "# Cards: memory\n\n";
const std::string kGood =
    "# Cards: memory\n"                                        // 1
    "\n"                                                       // 2
    "## w2d2-sector-count\n"                                   // 3
    "- topic: memory.coalescing\n"                             // 4
    "- lesson: w2d2\n"                                         // 5
    "- source: Best Practices Guide 13.0,\n"                   // 6
    "  \"Coalesced Access\"\n"                                 // 7
    "- prevents: counting bytes\n"                             // 8
    "\n"                                                       // 9
    "Q: A warp loads 32 consecutive floats from an aligned\n"  // 10
    "address. How many sectors does that move?\n"              // 11
    "\n"                                                       // 12
    "A: Four: 32 × 4 B = 128 B.\n";                            // 13

std::string card(const std::string& id, const std::string& text, const std::string& topic = "basics.warp") {
  return "## " + id + "\n- topic: " + topic + "\n- lesson: w2d2\n- source: s\n- prevents: p\n\n" + text +
         "\n\n";
}
std::string basic(const std::string& id, const std::string& question, const std::string& answer) {
  return card(id, "Q: " + question + "\n\nA: " + answer);
}

std::vector<std::string> problems_of(const std::string& cards) { return check_cards(Content(cards).root); }

// The only problem, from its line number on: "7: …"; "" where there is none.
std::string problem_of(const std::string& cards) {
  const std::vector<std::string> problems = problems_of(cards);
  if (problems.empty()) return "";
  CAPTURE(problems);
  CHECK(problems.size() == 1);
  const std::string file = "w2d2-memory.md:";
  REQUIRE(problems.front().find(file) != std::string::npos);
  return problems.front().substr(problems.front().find(file) + file.size());
}

}  // namespace

TEST_CASE("a card is read whole") {
  const Content content(kGood + "\n" + card("w2d2-lanes", "C: Lanes of `x[i]`: [32], or [`2[5]`] in\nC++."));
  const std::vector<Card> cards = load_cards(content.root);
  REQUIRE(cards.size() == 2);
  CHECK(cards[0].id == "w2d2-sector-count");
  CHECK(cards[0].topic == "memory.coalescing");
  CHECK(cards[0].lesson == "w2d2");
  CHECK(cards[0].source == "Best Practices Guide 13.0, \"Coalesced Access\"");
  CHECK(cards[0].prevents == "counting bytes");
  CHECK(cards[0].kind == CardKind::basic);
  CHECK(cards[0].question ==
        "A warp loads 32 consecutive floats from an aligned\naddress. How many sectors does that move?");
  CHECK(cards[0].answer == "Four: 32 × 4 B = 128 B.");
  CHECK(cards[0].line == 3);
  CHECK(cards[1].kind == CardKind::cloze);
  CHECK(cards[1].question == "Lanes of `x[i]`: […], or […] in\nC++.");
  CHECK(cards[1].answer == "32; `2[5]`");
  CHECK(cards[1].line == 15);
  CHECK(check_cards(content.root).empty());
}

TEST_CASE("a block of code in a card is text, whatever its lines begin with") {
  const Content content(kTitle + card("w2d2-code",
                                      "Q: What does this print?\n\n```\n# 1\n## 2\nA: 3\n- topic: x\n```\n\n"
                                      "A: Nothing."));
  const std::vector<Card> cards = load_cards(content.root);
  REQUIRE(cards.size() == 1);
  CHECK(cards[0].question == "What does this print?\n\n```\n# 1\n## 2\nA: 3\n- topic: x\n```");
  CHECK(cards[0].answer == "Nothing.");
}

TEST_CASE("content without cards is fine") {
  const Content content(kGood);
  fs::remove_all(content.root / "cards");
  CHECK(load_cards(content.root).empty());
  CHECK(check_cards(content.root).empty());
}

TEST_CASE("each way a card cannot be read is said with its line and what to do") {
  struct Row {
    std::string from, to, line, what;
  };
  const Row row = GENERATE(
      Row{"# Cards: memory\n", "\n", "1: ", "a card file begins with \"# Cards: …\""},
      Row{"\n\n## ", "\n# Again\n## ", "2: ", "a second \"# \" heading"},
      Row{"\n\n## ", "\nfor you\n## ", "2: ", "text before the first card"},
      Row{"## w2d2-sector-count", "## Sector_count", "3: ", "write <day>-<words>"},
      Row{"## w2d2-sector-count", "## w2d2", "3: ", "is no card id"},
      Row{"- topic: memory.coalescing\n", "", "3: ", "has no topic; add \"- topic: …\""},
      Row{"- lesson: w2d2\n", "", "3: ", "has no lesson"},
      Row{"- prevents: counting bytes\n", "", "3: ", "has no prevents"},
      Row{"- source: Best Practices Guide 13.0,\n  \"Coalesced Access\"\n", "", "3: ", "has no source"},
      Row{" Best Practices Guide 13.0,\n  \"Coalesced Access\"\n", "\n", "6: ", "\"source\" is empty"},
      Row{"memory.coalescing", "memory.coalesing", "4: ", "did you mean 'memory.coalescing'?"},
      Row{"lesson: w2d2", "lesson: w2d7", "5: ", "is no day of content/weeks"},
      Row{"- prevents", "- prevent", "8: ",
          "unknown key \"prevent\"; a card has topic, lesson, source and prevents; did you mean 'prevents'?"},
      Row{"- prevents: counting", "- prevents counting", "8: ", "unknown key"},
      Row{"- lesson: w2d2", "- topic: basics.warp", "5: ", "\"topic\" stands twice"},
      Row{"- lesson: w2d2", "lesson: w2d2", "5: ", "expected \"- key: value\""},
      Row{"\n\nA:", "\n- topic: basics.warp\n\nA:", "12: ", "keys stand before the question"},
      Row{"\n\nA:", "\n### More\n\nA:", "12: ", "cards have no headings within"},
      Row{"\n\nA:", "\nQ: And then?\n\nA:", "12: ", "a second question in one card"},
      Row{"\n\nA:", "\nC: And [then].\n\nA:", "12: ", "a second question in one card"},
      Row{"128 B.\n", "128 B.\nA: Five.\n", "14: ", "a second answer"},
      Row{"A: Four: 32 × 4 B = 128 B.\n", "", "10: ", "the question has no answer; write \"A: …\" below it"},
      Row{"A: Four: 32 × 4 B = 128 B.\n", "A: \n", "10: ", "the question has no answer"},
      Row{"A: Four: 32 × 4 B = 128 B.\n", "A: Four:\n```\n32\n", "14: ", "not closed"});
  CAPTURE(row.from, row.to);
  const std::string text = replaced(kGood, row.from, row.to);
  const std::string problem = problem_of(text);
  CHECK(problem.substr(0, row.line.size()) == row.line);
  CHECK_THAT(problem, ContainsSubstring(row.what));
  const Content content(text);
  try {
    load_cards(content.root);
    FAIL("the loader took it");
  } catch (const Error& error) {
    CHECK(error.exit() == Exit::content);
    CHECK_THAT(error.what(), ContainsSubstring(row.what));
  }
}

TEST_CASE("a card asks something, and asks before it answers") {
  CHECK_THAT(
      problem_of(kTitle + "## w2d2-a\n- topic: basics.warp\n- lesson: w2d2\n- source: s\n- prevents: p\n"),
      ContainsSubstring("3: w2d2-a asks nothing"));
  CHECK_THAT(problem_of(kTitle + card("w2d2-a", "A: Four.")),
             ContainsSubstring("9: an answer without a question"));
  CHECK_THAT(problem_of(kTitle + card("w2d2-a", "Q:\n\nA: Four.")),
             ContainsSubstring("9: the question is empty"));
}

TEST_CASE("a cloze that cannot be asked is refused") {
  struct Row {
    std::string sentence, what;
  };
  const Row row = GENERATE(
      Row{"A warp has 32 lanes.", "the cloze has no gap"}, Row{"It is `x[i]`.", "the cloze has no gap"},
      Row{"A warp has [ ] lanes.", "a gap is empty"}, Row{"A warp has [32 lanes.", "a gap is not closed"},
      Row{"A warp has 32] lanes.", "closes no gap"},
      Row{"A warp has [[32] lanes].", "a bracket opens within a gap"},
      Row{"[a], [b] and [c].", "more than two gaps"},
      Row{"See [32](https://x.example).", "a link reads as a gap"},
      Row{"A warp has [32] lanes.\n\nA: 32", "a cloze has its answer in its gaps"});
  CAPTURE(row.sentence);
  CHECK_THAT(problem_of(kTitle + card("w2d2-a", "C: " + row.sentence)), ContainsSubstring(row.what));
}

TEST_CASE("all problems of all files are said, and two cards never share an id") {
  const Content content(kGood);
  content.write(
      "cards/w2d3-more.md",
      replaced(kTitle + card("w2d2-sector-count", "C: A warp has [32] lanes.") + card("w2d2-x", "C: no gap"),
               "# Cards", "# More cards"));
  const std::vector<std::string> problems = check_cards(content.root);
  CAPTURE(problems);
  REQUIRE(problems.size() == 2);
  CHECK_THAT(problems[0], ContainsSubstring("w2d3-more.md:17: the cloze has no gap"));
  CHECK_THAT(problems[1], ContainsSubstring("w2d3-more.md:3: w2d2-sector-count is also at "));
  CHECK_THAT(problems[1], ContainsSubstring("w2d2-memory.md:3; "));
}

TEST_CASE("the check of all content includes the cards") {
  const Content content(kTitle + basic("w2d2-a", "Is a warp 32 lanes wide?", "Yes."));
  const std::vector<std::string> problems = check_content(content.root, {});
  CHECK(std::count_if(problems.begin(), problems.end(), [](const std::string& problem) {
          return problem.find("w2d2-a is a yes/no question") != std::string::npos;
        }) == 1);
}

TEST_CASE("sixty words are an answer, sixty-one are not; signs are no words") {
  std::string words = "w = 0 –";
  for (int i = 2; i < 60; ++i) words += " v" + std::to_string(i);
  CHECK(problem_of(kTitle + basic("w2d2-a", "What?", words)).empty());
  CHECK_THAT(problem_of(kTitle + basic("w2d2-a", "What?", words + " more")),
             ContainsSubstring("3: w2d2-a is answered in 61 words, the limit is 60"));
  CHECK_THAT(problem_of(kTitle + card("w2d2-a", "C: A [gap] and " + words)),
             ContainsSubstring("has a sentence of 63 words"));
}

TEST_CASE("four things are no card") {
  CHECK(problem_of(kTitle + basic("w2d2-a", "Which?", "These:\n- a\n- b\n- c")).empty());
  CHECK_THAT(problem_of(kTitle + basic("w2d2-a", "Which?", "These:\n1. a\n2. b\n3. c\n4. d")),
             ContainsSubstring("lists 4 things"));
}

TEST_CASE(
    "a question for yes or no is found by its answer, and by both where the answer alone is not enough") {
  const auto yes_no = [](const std::string& question, const std::string& answer) {
    const std::string problem = problem_of(kTitle + basic("w2d2-a", question, answer));
    CHECK((problem.empty() || problem.find("3: w2d2-a is a yes/no question") == 0));
    return !problem.empty();
  };
  CHECK(yes_no("Does a warp have 32 lanes?", "Yes."));
  CHECK(yes_no("Does a warp have 32 lanes?", "Yes it does"));
  CHECK(yes_no("A kernel takes 33 registers per thread. Can an SM be full?", "No more: 32 is the most."));
  CHECK(yes_no("All lanes write one word. A conflict?", "No: one write wins."));
  CHECK(yes_no("Isn't that a race?", "No, it is\none line."));
  CHECK_FALSE(yes_no("How many lanes are active?", "No more than 32."));
  CHECK_FALSE(yes_no("Which lanes stay idle?", "None: all are busy."));
  CHECK_FALSE(yes_no("Does the first or the second load cost more?", "The second."));
  CHECK_FALSE(yes_no("What is it?", "Nothing that is known."));
}

TEST_CASE("a card that repeats another is found, in other words and under another topic") {
  const std::string question =
      "A warp loads 32 consecutive floats from a 128-byte aligned address. How many 32-byte "
      "sectors does that move?";
  const std::string first = basic("w2d2-a", question, "Four: 32 × 4 B = 128 B = 4 sectors of 32 B.");
  CHECK_THAT(
      problem_of(kTitle + first +
                 basic("w2d2-b",
                       "32 consecutive floats are loaded by a warp from an address aligned to 128 byte. How "
                       "many sectors of 32 byte move?",
                       "4 sectors: 32 × 4 B = 128 B, of 32 B each.")),
      ContainsSubstring("13: w2d2-b repeats w2d2-a ("));
  CHECK_THAT(problem_of(kTitle + first +
                        card("w2d2-b", "Q: " + question + "\n\nA: 4 (128 B / 32 B).", "memory.coalescing")),
             ContainsSubstring("the same question"));
  CHECK_THAT(problem_of(kTitle + card("w2d2-a", "C: A warp of every GPU so far has [32] lanes.") +
                        card("w2d2-b", "C: A [warp] of every GPU so far has 32 lanes.")),
             ContainsSubstring("100 % of their words are the same"));
}

TEST_CASE("twins that ask for different things are left alone") {
  CHECK(problems_of(
            kTitle +
            basic("w2d2-aligned",
                  "A warp loads 32 consecutive floats from a 128-byte aligned address. Sectors moved?",
                  "Four: 128 B / 32 B.") +
            basic("w2d2-shifted",
                  "A warp loads 32 consecutive floats from an address 4 bytes past a 128-byte line. Sectors "
                  "moved?",
                  "Five: the 128 B begin and end within a sector.") +
            basic("w2d2-ring", "Ring all-reduce of N bytes on p GPUs: bytes that each GPU sends?",
                  "2 N (p - 1) / p") +
            basic("w2d2-one-shot", "One-shot all-reduce of N bytes on p GPUs: bytes that each GPU sends?",
                  "N (p - 1): its whole input to every other.") +
            basic("w2d2-gib", "How many GiB are 80 GB?", "74.5 GiB") +
            basic("w2d2-gb", "How many GB are 80 GiB?", "85.9 GB"))
            .empty());
}

TEST_CASE("search finds cards by id, question and answer, across the ends of lines, once each") {
  const Content content(kGood);
  const auto found = [&](const std::string& text) { return search_pages(content.root, {}, text); };
  const std::vector<SearchHit> by_question = found("ALIGNED address");
  REQUIRE(by_question.size() == 1);
  CHECK(by_question[0].card == "w2d2-sector-count");
  CHECK(by_question[0].ref == "cards/w2d2-memory");
  CHECK(by_question[0].line == 3);
  CHECK(by_question[0].text ==
        "A warp loads 32 consecutive floats from an aligned address. How many sectors does that move?");
  CHECK(load_page(content.root, by_question[0].ref).title == "Cards: memory");
  REQUIRE(found("sector-count").size() == 1);
  CHECK(found("sector-count")[0].text == by_question[0].text);
  REQUIRE(found("128 b.").size() == 1);
  CHECK(found("128 b.")[0].text == "Four: 32 × 4 B = 128 B.");
  CHECK(found("w2d2").size() == 1);
  CHECK(found("best practices").empty());
}
