#include "term/markdown.h"

#include <md4c.h>

#include <algorithm>
#include <vector>

#include "term/table.h"
#include "term/text.h"

namespace prep {
namespace {

constexpr int kWidestProse = 96;

// One list that is open: its counter (0 = bullets) and whether its items stand close together.
struct OpenList {
  unsigned next = 0;
  bool tight = true;
};

// Builds the text while md4c walks the page. Inline text gathers in `line_` until its block ends.
class Renderer {
 public:
  explicit Renderer(const Look& look) : look_(look) { look_.width = std::min(look.width, kWidestProse); }

  std::string take() {
    out_.erase(out_.find_last_not_of('\n') + 1);
    if (!out_.empty()) out_ += '\n';
    return std::move(out_);
  }

  void enter(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_UL:
        flush();
        open_list(0, static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0);
        break;
      case MD_BLOCK_OL: {
        const auto* list = static_cast<MD_BLOCK_OL_DETAIL*>(detail);
        flush();
        open_list(list->start, list->is_tight != 0);
        break;
      }
      case MD_BLOCK_LI:
        open_item(*static_cast<MD_BLOCK_LI_DETAIL*>(detail));
        break;
      case MD_BLOCK_QUOTE:
        gap();
        indent_.emplace_back("> ");
        break;
      case MD_BLOCK_HR:
        gap();
        out_ += prefix() + std::string(20, '-') + '\n';
        break;
      case MD_BLOCK_H: {
        gap();
        const unsigned level = static_cast<MD_BLOCK_H_DETAIL*>(detail)->level;
        heading_ = level;
        break;
      }
      case MD_BLOCK_CODE:
        gap();
        in_code_ = true;
        break;
      case MD_BLOCK_HTML:
        in_html_ = true;
        break;
      case MD_BLOCK_P:
        gap_unless_item_start();
        break;
      case MD_BLOCK_TABLE:
        gap();
        rows_.clear();
        columns_.clear();
        break;
      case MD_BLOCK_TR:
        rows_.emplace_back();
        break;
      default:
        break;
    }
  }

  void leave(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        lists_.pop_back();
        break;
      case MD_BLOCK_LI:
        flush();
        indent_.pop_back();
        marker_.clear();
        break;
      case MD_BLOCK_QUOTE:
        flush();
        indent_.pop_back();
        break;
      case MD_BLOCK_H:
        end_heading();
        break;
      case MD_BLOCK_CODE:
        end_code();
        break;
      case MD_BLOCK_HTML:
        in_html_ = false;
        break;
      case MD_BLOCK_P:
        flush();
        break;
      case MD_BLOCK_TH:
        columns_.push_back(
            {line_,
             static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align == MD_ALIGN_RIGHT ? Align::right : Align::left,
             Column::Fit::flexible});
        line_.clear();
        break;
      case MD_BLOCK_TD:
        rows_.back().push_back({line_});
        line_.clear();
        break;
      case MD_BLOCK_TABLE:
        end_table();
        break;
      default:
        break;
    }
  }

  void enter(MD_SPANTYPE type) {
    switch (type) {
      case MD_SPAN_EM:
        style("\033[3m");
        break;
      case MD_SPAN_STRONG:
        style("\033[1m");
        break;
      case MD_SPAN_CODE:
        look_.colour && !in_table() ? line_ += "\033[36m" : line_ += in_table() ? "" : "`";
        break;
      case MD_SPAN_A:
        link_at_ = line_.size();
        break;
      default:
        break;
    }
  }

  void leave(MD_SPANTYPE type, void* detail) {
    switch (type) {
      case MD_SPAN_EM:
      case MD_SPAN_STRONG:
        style("\033[0m");
        break;
      case MD_SPAN_CODE:
        look_.colour && !in_table() ? line_ += "\033[0m" : line_ += in_table() ? "" : "`";
        break;
      case MD_SPAN_A:
        end_link(*static_cast<MD_SPAN_A_DETAIL*>(detail));
        break;
      default:
        break;
    }
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (in_html_) return;
    switch (type) {
      case MD_TEXT_NULLCHAR:
        line_ += "\xEF\xBF\xBD";
        break;
      case MD_TEXT_BR:
        line_ += '\n';
        break;
      case MD_TEXT_SOFTBR:
        line_ += ' ';
        break;
      case MD_TEXT_HTML:
        break;
      case MD_TEXT_ENTITY:
        line_ += entity(text);
        break;
      default:
        line_ += in_code_ ? std::string(text) : clean(text);
        break;
    }
  }

 private:
  bool in_table() const { return !rows_.empty(); }

  void style(const char* escape) {
    if (look_.colour && !in_table()) line_ += escape;
  }

  static std::string entity(std::string_view name) {
    constexpr std::pair<std::string_view, std::string_view> kKnown[] = {
        {"&lt;", "<"},   {"&gt;", ">"},    {"&amp;", "&"}, {"&quot;", "\""},
        {"&nbsp;", " "}, {"&times;", "×"}, {"&le;", "≤"},  {"&ge;", "≥"}};
    for (const auto& [known, meaning] : kKnown) {
      if (known == name) return std::string(meaning);
    }
    return std::string(name);
  }

  std::string prefix() const {
    std::string all;
    for (const std::string& piece : indent_) all += piece;
    return all;
  }

  // A blank line before a block, except at the top and right behind a list marker.
  void gap() {
    flush();
    if (!marker_.empty() || out_.empty() || out_.ends_with("\n\n")) return;
    out_ += '\n';
  }

  void gap_unless_item_start() {
    if (marker_.empty()) gap();
  }

  void open_list(unsigned start, bool tight) {
    if (lists_.empty()) gap();
    lists_.push_back({start, tight});
  }

  void open_item(const MD_BLOCK_LI_DETAIL& item) {
    OpenList& list = lists_.back();
    if (!list.tight) gap();
    std::string mark = list.next > 0 ? std::to_string(list.next) + ". " : "- ";
    if (item.is_task != 0) mark = item.task_mark == ' ' ? "☐ " : "☑ ";
    if (list.next > 0) ++list.next;
    marker_ = prefix() + (lists_.size() == 1 ? " " : "") + mark;
    indent_.push_back(std::string(display_width(mark) + (lists_.size() == 1 ? 1 : 0), ' '));
  }

  void flush() {
    if (line_.empty() && marker_.empty()) return;
    if (line_.empty() && !marker_.empty()) return;
    const std::string rest = prefix();
    out_ += wrapped(line_, static_cast<std::size_t>(look_.width), marker_.empty() ? rest : marker_, rest);
    line_.clear();
    marker_.clear();
  }

  void end_heading() {
    const std::string title = std::move(line_);
    line_.clear();
    for (const std::string& line : wrap(title, static_cast<std::size_t>(look_.width))) {
      out_ += prefix() +
              (look_.colour ? paint(look_, heading_ <= 2 ? Ink::heading : Ink::bold, line) : line) + '\n';
    }
    // Without colour, a rule sets off what bold would.
    if (!look_.colour && heading_ <= 2) {
      const std::size_t width = std::min(display_width(title), static_cast<std::size_t>(look_.width));
      out_ += prefix();
      for (std::size_t i = 0; i < width; ++i) out_ += heading_ == 1 ? '=' : '-';
      out_ += '\n';
    }
    out_ += '\n';
  }

  void end_code() {
    in_code_ = false;
    while (!line_.empty() && line_.back() == '\n') line_.pop_back();
    const std::string indent = prefix() + "    ";
    std::size_t at = 0;
    while (at <= line_.size()) {
      const std::size_t end = std::min(line_.find('\n', at), line_.size());
      const std::string line = line_.substr(at, end - at);
      out_ += line.empty() ? "\n" : indent + line + '\n';
      at = end + 1;
    }
    line_.clear();
    out_ += '\n';
  }

  void end_table() {
    std::erase_if(rows_, [](const auto& row) { return row.empty(); });
    Look narrower = look_;
    narrower.width -= static_cast<int>(display_width(prefix()));
    const std::string all = table(narrower, columns_, rows_);
    std::size_t at = 0;
    while (at < all.size()) {
      const std::size_t end = all.find('\n', at);
      out_ += prefix() + all.substr(at, end - at) + '\n';
      at = end + 1;
    }
    rows_.clear();
    out_ += '\n';
  }

  void end_link(const MD_SPAN_A_DETAIL& detail) {
    const std::string address(detail.href.text == nullptr ? ""
                                                          : std::string(detail.href.text, detail.href.size));
    const std::string shown = line_.substr(link_at_);
    line_.erase(link_at_);
    if (in_table() || address.empty() || address.front() == '#') {
      line_ += shown;
    } else if (look_.links && address.find("://") != std::string::npos) {
      line_ += link(look_, address, shown);
    } else {
      line_ += shown == address ? shown : shown + " (" + address + ")";
    }
  }

  Look look_;
  std::string out_, line_, marker_;
  std::vector<std::string> indent_;
  std::vector<OpenList> lists_;
  unsigned heading_ = 0;
  bool in_code_ = false, in_html_ = false;
  std::size_t link_at_ = 0;
  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

Renderer& renderer(void* user) { return *static_cast<Renderer*>(user); }

}  // namespace

std::string render_markdown(const Look& look, std::string_view markdown) {
  Renderer result(look);
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEURLAUTOLINKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    renderer(user).enter(type, detail);
    return 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
    renderer(user).leave(type, detail);
    return 0;
  };
  parser.enter_span = [](MD_SPANTYPE type, void*, void* user) {
    renderer(user).enter(type);
    return 0;
  };
  parser.leave_span = [](MD_SPANTYPE type, void* detail, void* user) {
    renderer(user).leave(type, detail);
    return 0;
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
    renderer(user).text(type, std::string_view(text, size));
    return 0;
  };
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &result);
  return result.take();
}

}  // namespace prep
