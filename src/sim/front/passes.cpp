#include "sim/front/passes.h"

#include <algorithm>
#include <set>

#include "sim/front/items.h"
#include "sim/front/tokens.h"

namespace prep::sim {
namespace {

constexpr std::size_t kMostComparisons = 4u << 20;

enum class Side { host, device };

class Merge {
 public:
  Merge(std::string_view host, std::string_view device)
      : host_(tokenize(host, SystemText::copy)), device_(tokenize(device, SystemText::copy)) {}

  MergedPasses run() {
    // The `end` tokens stay out of the items; the host's carries the rest of the text.
    lists(0, host_.size() - 1, 0, device_.size() - 1);
    emit(Side::host, host_.size() - 1, host_.size());
    return std::move(merged_);
  }

 private:
  const Tokens& of(Side side) const { return side == Side::host ? host_ : device_; }

  bool equal(std::size_t h, std::size_t h_end, std::size_t d, std::size_t d_end) const {
    if (h_end - h != d_end - d) return false;
    for (; h < h_end; ++h, ++d)
      if (host_[h].text != device_[d].text) return false;
    return true;
  }
  bool equal(const Item& h, const Item& d) const { return equal(h.begin, h.end, d.begin, d.end); }
  bool same_head(const Item& h, const Item& d) const {
    if (h.kind != d.kind || h.kind == Item::Kind::plain) return false;
    std::size_t i = h.begin, k = d.begin;
    for (;; ++i, ++k) {  // `__device__ int f()` and `int f()` are one function with two bodies
      while (i < h.body && space_word(host_[i])) ++i;
      while (k < d.body && space_word(device_[k])) ++k;
      if (i == h.body || k == d.body) return i == h.body && k == d.body;
      if (host_[i].text != device_[k].text) return false;
    }
  }
  static bool space_word(const Token& t) {
    return t.is("__host__") || t.is("__device__") || t.is("inline") || t.is("static");
  }

  // Tokens [begin, end) of one side, behind a line marker where they do not follow the last ones.
  void emit(Side side, std::size_t begin, std::size_t end) {
    const Tokens& tokens = of(side);
    for (std::size_t i = begin; i < end; ++i) {
      const bool follows = side == last_side_ && i == last_end_;
      if (follows || (side == Side::host && i == 0)) {
        merged_.text += tokens[i].gap;
      } else if (tokens[i].gap_copied && side == Side::device) {  // the host's text has the header
        merged_.text += tokens.marker(i);
      } else {
        if (i > 0) merged_.text += tokens.marker(i - 1);
        merged_.text += tokens[i].gap;
      }
      merged_.text += tokens[i].text;
      last_side_ = side;
      last_end_ = i + 1;
    }
  }
  // System headers ahead of a host item that is not taken are still included.
  void emit_headers(const Item& h) {
    if (!host_[h.begin].gap_copied) return;
    merged_.text += h.begin > 0 ? host_.marker(h.begin - 1) : "\n";
    merged_.text += host_[h.begin].gap;
    last_end_ = 0;
  }

  void lists(std::size_t h_begin, std::size_t h_end, std::size_t d_begin, std::size_t d_end) {
    std::vector<Item> h = items(host_, h_begin, h_end), d = items(device_, d_begin, d_end);
    std::size_t first = 0, last = 0;
    while (first < h.size() && first < d.size() && equal(h[first], d[first])) ++first;
    while (last + first < h.size() && last + first < d.size() &&
           equal(h[h.size() - 1 - last], d[d.size() - 1 - last]))
      ++last;
    if (first > 0) emit(Side::host, h.front().begin, h[first - 1].end);
    const std::vector<Item> tail(h.end() - static_cast<std::ptrdiff_t>(last), h.end());
    h.assign(h.begin() + static_cast<std::ptrdiff_t>(first), h.end() - static_cast<std::ptrdiff_t>(last));
    d.assign(d.begin() + static_cast<std::ptrdiff_t>(first), d.end() - static_cast<std::ptrdiff_t>(last));
    align(h, d);
    if (!tail.empty()) emit(Side::host, tail.front().begin, tail.back().end);
  }

  // Pairs the declarations of both sides in order: the longest common sequence, equal ones before those that
  // share a head only.
  void align(const std::vector<Item>& h, const std::vector<Item>& d) {
    if (h.size() * d.size() > kMostComparisons) return unpaired(h, 0, h.size(), d, 0, d.size());
    std::vector<std::vector<int>> best(h.size() + 1, std::vector<int>(d.size() + 1, 0));
    const auto score = [&](std::size_t i, std::size_t k) {
      return equal(h[i], d[k]) ? 3 : same_head(h[i], d[k]) ? 2 : 0;
    };
    for (std::size_t i = h.size(); i-- > 0;)
      for (std::size_t k = d.size(); k-- > 0;) {
        best[i][k] = std::max(best[i + 1][k], best[i][k + 1]);
        if (const int s = score(i, k); s > 0) best[i][k] = std::max(best[i][k], s + best[i + 1][k + 1]);
      }
    std::size_t i = 0, k = 0, i_from = 0, k_from = 0;
    while (i < h.size() && k < d.size()) {
      const int s = score(i, k);
      if (s > 0 && best[i][k] == s + best[i + 1][k + 1]) {
        unpaired(h, i_from, i, d, k_from, k);
        pair(h[i], d[k]);
        i_from = ++i, k_from = ++k;
      } else if (best[i][k] == best[i + 1][k]) {
        ++i;
      } else {
        ++k;
      }
    }
    unpaired(h, i_from, h.size(), d, k_from, d.size());
  }

  void pair(const Item& h, const Item& d) {
    if (equal(h, d) || (h.kind == Item::Kind::function && !h.device && !h.global && !d.device))
      return emit(Side::host, h.begin, h.end);
    emit(Side::host, h.begin, h.body);
    const std::size_t h_close = host_.match[h.body], d_close = device_.match[d.body];
    if (h.kind == Item::Kind::container) {
      emit(Side::host, h.body, h.body + 1);
      lists(h.body + 1, h_close, d.body + 1, d_close);
      emit(Side::host, h_close, h.end);
    } else if (h.device_only()) {
      emit(Side::device, d.body, d.end);
    } else {
      merged_.text += " { if (!__builtin_is_constant_evaluated() && ::prep_on_device()) ";
      emit(Side::device, d.body, d_close + 1);
      merged_.text += " else ";
      emit(Side::host, h.body, h_close + 1);
      merged_.text += " }";
    }
  }

  // Declarations that only one side has, between two that both have.
  void unpaired(const std::vector<Item>& h, std::size_t h_begin, std::size_t h_end,
                const std::vector<Item>& d, std::size_t d_begin, std::size_t d_end) {
    bool host_has_plain = false, device_has_marked = false;
    for (std::size_t k = d_begin; k < d_end; ++k)
      device_has_marked = device_has_marked || d[k].device || d[k].global || d[k].variable_space;
    for (std::size_t i = h_begin; i < h_end; ++i) {
      const bool marked = h[i].device || h[i].variable_space;
      const bool not_on_device = h[i].device_only() && !h[i].global && h[i].kind == Item::Kind::function;
      if (not_on_device || (device_has_marked && (marked || h[i].global))) {
        emit_headers(h[i]);
        continue;
      }
      host_has_plain = host_has_plain || !marked;
      emit(Side::host, h[i].begin, h[i].end);
    }
    for (std::size_t k = d_begin; k < d_end; ++k) {
      const bool marked = d[k].device || d[k].global || d[k].variable_space;
      if (marked || !host_has_plain)
        emit(Side::device, d[k].begin, d[k].end);
      else
        merged_.host_taken.push_back(
            {device_.files[static_cast<std::size_t>(device_[d[k].begin].file)], device_[d[k].begin].line});
    }
  }

  const Tokens host_, device_;
  MergedPasses merged_;
  Side last_side_ = Side::host;
  std::size_t last_end_ = 0;
};

}  // namespace

std::vector<std::string> own_files(std::string_view preprocessed) {
  std::set<std::string> found;
  for (std::size_t p = 0; p < preprocessed.size();) {
    const std::size_t end = std::min(preprocessed.find('\n', p), preprocessed.size());
    const std::string_view line = preprocessed.substr(p, end - p);
    const std::size_t open = line.find('"');
    if (line.substr(0, 2) == "# " && open != std::string_view::npos) {
      const std::size_t close = line.rfind('"');
      const bool system = line.find(" 3", close) != std::string_view::npos;
      if (!system && close > open + 1 && line[open + 1] != '<')
        found.insert(std::string(line.substr(open + 1, close - open - 1)));
    }
    p = end + 1;
  }
  return {found.begin(), found.end()};
}

MergedPasses merge_passes(std::string_view host, std::string_view device) {
  return Merge(host, device).run();
}

}  // namespace prep::sim
