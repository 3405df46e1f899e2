// ex_04. Legal is checked pair by pair and by ordering the kernels; then the kernels are run row by row on
// random values and compared with node by node. Few: against all partitions of up to 9 nodes, else against
// the rule of the contract.
#include <prep/judge.h>

#include <algorithm>
#include <array>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph_fusion.h"

namespace {

using namespace prep;

constexpr std::size_t kFew = 9, kFields = 7;

std::size_t at(Index i) { return static_cast<std::size_t>(i); }
std::string text(Index i) { return std::to_string(i); }

using Nodes = std::vector<fx_node>;

bool computes(const fx_node& node) {
  return node.op == FX_POINTWISE || node.op == FX_REDUCE || node.op == FX_MATMUL;
}

// ---- A graph as the rules see it.

class Graph {
 public:
  explicit Graph(Nodes nodes) : nodes_(std::move(nodes)), live_(nodes_.size(), 0) {
    for (std::size_t i = nodes_.size(); i-- > 0;) {
      if (nodes_[i].op == FX_OUTPUT) live_[i] = 1;
      for (int k = 0; live_[i] != 0 && k < nodes_[i].inputs; ++k) live_[at(nodes_[i].input[k])] = 1;
    }
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      if (live_[i] != 0 && computes(nodes_[i])) compute_.push_back(static_cast<int>(i));
  }

  const Nodes& nodes() const { return nodes_; }
  const fx_node& node(int i) const { return nodes_[at(i)]; }
  bool live(int i) const { return live_[at(i)] != 0; }
  const std::vector<int>& compute() const { return compute_; }
  int width(int i) const { return node(i).op == FX_REDUCE ? node(node(i).input[0]).cols : node(i).cols; }
  // What stands behind the views.
  int source(int i) const {
    while (node(i).op == FX_VIEW) i = node(i).input[0];
    return i;
  }
  bool reads(int reader, int from) const {
    for (int k = 0; k < node(reader).inputs; ++k)
      if (source(node(reader).input[k]) == from) return true;
    return false;
  }

  std::string name(int i) const {
    static const char* const names[] = {"input", "pointwise", "reduce", "matmul", "view", "output"};
    return "node " + text(i) + " (" + names[node(i).op] + " " + text(node(i).rows) + "x" +
           text(node(i).cols) + ")";
  }

  // Rules 1 to 3 for two nodes of a kernel, the earlier one first.
  enum class Conflict {
    none,
    rows,
    two_matmuls,
    not_pointwise,
    not_its_shape,
    widths,
    matmul_reads,
    other_rows
  };
  Conflict conflict(int a, int b) const {
    const fx_node &first = node(a), &second = node(b);
    if (first.rows != second.rows) return Conflict::rows;
    if (first.op == FX_MATMUL && second.op == FX_MATMUL) return Conflict::two_matmuls;
    if (first.op == FX_MATMUL || second.op == FX_MATMUL) {
      if ((first.op == FX_MATMUL ? second : first).op != FX_POINTWISE) return Conflict::not_pointwise;
      if (first.cols != second.cols) return Conflict::not_its_shape;
    } else if (width(a) != width(b) && width(a) != 1 && width(b) != 1) {
      return Conflict::widths;
    }
    for (int k = 0; k < second.inputs; ++k) {
      const fx_node& seen = node(second.input[k]);
      if (source(second.input[k]) != a) continue;
      if (second.op == FX_MATMUL) return Conflict::matmul_reads;
      if (seen.rows != first.rows || seen.cols != first.cols) return Conflict::other_rows;
    }
    return Conflict::none;
  }

  std::string words(Conflict why, int a, int b) const {
    const std::string both = name(a) + " and " + name(b);
    switch (why) {
      case Conflict::none:
        return "";
      case Conflict::rows:
        return both + " differ in rows";
      case Conflict::two_matmuls:
        return both + ": two matmuls";
      case Conflict::not_pointwise:
        return both + ": only pointwise nodes may join a matmul";
      case Conflict::not_its_shape:
        return both + ": the epilogue of a matmul has its shape";
      case Conflict::widths:
        return both + " have widths " + text(width(a)) + " and " + text(width(b));
      case Conflict::matmul_reads:
        return name(b) + " reads " + name(a) + ", and a matmul needs all rows of it";
      default:
        return name(b) + " reads " + name(a) +
               " through a view that changes its shape, so other rows than its own";
    }
  }

 private:
  Nodes nodes_;
  std::vector<char> live_;
  std::vector<int> compute_;
};

using Grouping = std::vector<int>;  // by node

// Kernels in an order in which they can run; none if they cannot.
std::optional<std::vector<int>> order_of(const Graph& graph, const Grouping& group, int kernels) {
  std::vector<std::vector<int>> before(at(kernels));  // kernels that read this one
  std::vector<int> waits(at(kernels), 0), order;
  for (const int i : graph.compute())
    for (int k = 0; k < graph.node(i).inputs; ++k) {
      const int from = graph.source(graph.node(i).input[k]);
      if (!computes(graph.node(from)) || group[at(from)] == group[at(i)]) continue;
      before[at(group[at(from)])].push_back(group[at(i)]);
      ++waits[at(group[at(i)])];
    }
  for (int k = 0; k < kernels; ++k)
    if (waits[at(k)] == 0) order.push_back(k);
  for (std::size_t next = 0; next < order.size(); ++next)
    for (const int reader : before[at(order[next])])
      if (--waits[at(reader)] == 0) order.push_back(reader);
  if (order.size() != at(kernels)) return std::nullopt;
  return order;
}

// ---- How few kernels there can be.

// All partitions, cut where two nodes conflict or the count is no better.
class Fewest {
 public:
  explicit Fewest(const Graph& graph) : graph_(graph), group_(graph.nodes().size(), -1), best_(group_) {
    const std::vector<int>& compute = graph.compute();
    for (const int a : compute) {
      free_.emplace_back();
      for (const int b : compute)
        free_.back().push_back(a == b ||
                               graph.conflict(std::min(a, b), std::max(a, b)) == Graph::Conflict::none);
    }
    kernels_ = static_cast<int>(compute.size()) + 1;
    place(0, 0);
  }
  int kernels() const { return kernels_; }
  const Grouping& grouping() const { return best_; }

 private:
  void place(std::size_t next, int used) {
    if (used >= kernels_) return;
    const std::vector<int>& compute = graph_.compute();
    if (next == compute.size()) {
      if (!order_of(graph_, group_, used)) return;
      kernels_ = used;
      best_ = group_;
      return;
    }
    for (int k = 0; k <= used; ++k) {
      bool fits = true;
      for (std::size_t i = 0; i < next && fits; ++i) fits = group_[at(compute[i])] != k || free_[next][i];
      if (!fits) continue;
      group_[at(compute[next])] = k;
      place(next + 1, std::max(used, k + 1));
    }
    group_[at(compute[next])] = -1;
  }

  const Graph& graph_;
  Grouping group_, best_;
  std::vector<std::vector<bool>> free_;
  int kernels_ = 0;
};

// The rule at the end of the contract.
int kernels_in_order(const Graph& graph) {
  Grouping group(graph.nodes().size(), -1);
  int kernels = 0;
  for (std::size_t first = 0; first < graph.compute().size(); ++first) {
    if (group[at(graph.compute()[first])] >= 0) continue;
    std::vector<int> members;
    for (std::size_t next = first; next < graph.compute().size(); ++next) {
      const int i = graph.compute()[next];
      bool fits = group[at(i)] < 0;
      for (int k = 0; fits && k < graph.node(i).inputs; ++k) {
        const int from = graph.source(graph.node(i).input[k]);
        fits = !computes(graph.node(from)) || group[at(from)] >= 0;
      }
      for (std::size_t m = 0; m < members.size() && fits; ++m)
        fits = graph.conflict(members[m], i) == Graph::Conflict::none;
      if (!fits) continue;
      group[at(i)] = kernels;
      members.push_back(i);
    }
    ++kernels;
  }
  return kernels;
}

// ---- Running it: integers, so that equal means equal.

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  a = (a ^ (b + 0x9e3779b97f4a7c15ull + (a << 6))) * 0xbf58476d1ce4e5b9ull;
  return a ^ (a >> 29);
}

using Matrix = std::vector<std::uint64_t>;
using Element =
    std::function<std::uint64_t(int node, int row, int col)>;  // of an input of the node that is computed

std::uint64_t compute_element(const Graph& graph, int i, int row, int col, const Element& element) {
  const fx_node& node = graph.node(i);
  std::uint64_t value = static_cast<std::uint64_t>(i);
  if (node.op == FX_POINTWISE) {
    for (int k = 0; k < node.inputs; ++k) {
      const fx_node& in = graph.node(node.input[k]);
      value = mix(value, element(node.input[k], in.rows == 1 ? 0 : row, in.cols == 1 ? 0 : col));
    }
  } else if (node.op == FX_REDUCE) {
    for (int c = 0; c < graph.node(node.input[0]).cols; ++c) value += element(node.input[0], row, c);
  } else {
    for (int k = 0; k < graph.node(node.input[0]).cols; ++k)
      value += element(node.input[0], row, k) * element(node.input[1], k, col);
  }
  return value;
}

Matrix values_of_input(const fx_node& node, int i, std::uint64_t seed) {
  Matrix values(at(node.rows) * at(node.cols));
  for (std::size_t e = 0; e < values.size(); ++e)
    values[e] = mix(mix(seed, static_cast<std::uint64_t>(i)), e);
  return values;
}

std::vector<Matrix> run_by_node(const Graph& graph, std::uint64_t seed) {
  std::vector<Matrix> memory(graph.nodes().size());
  const Element element = [&](int node, int row, int col) {
    return memory[at(graph.source(node))][at(row) * at(graph.node(node).cols) + at(col)];
  };
  for (int i = 0; i < static_cast<int>(memory.size()); ++i) {
    const fx_node& node = graph.node(i);
    if (node.op == FX_INPUT) memory[at(i)] = values_of_input(node, i, seed);
    if (!computes(node) || !graph.live(i)) continue;
    for (int row = 0; row < node.rows; ++row)
      for (int col = 0; col < node.cols; ++col)
        memory[at(i)].push_back(compute_element(graph, i, row, col, element));
  }
  return memory;
}

// Every kernel computes its rows one after the other and sees of its own nodes only the row at hand; memory
// holds what earlier kernels wrote.
std::vector<Matrix> run_by_kernel(const Graph& graph, const Grouping& group, const std::vector<int>& order,
                                  std::uint64_t seed) {
  constexpr std::uint64_t kGarbage = 0xdeadbeef;
  std::vector<Matrix> memory(graph.nodes().size());
  std::vector<std::vector<int>> members(order.size());
  for (int i = 0; i < static_cast<int>(memory.size()); ++i)
    if (graph.node(i).op == FX_INPUT) memory[at(i)] = values_of_input(graph.node(i), i, seed);
  for (const int i : graph.compute()) members[at(group[at(i)])].push_back(i);
  std::vector<Matrix> own(memory.size());  // the row at hand
  for (const int kernel : order) {
    std::vector<Matrix> written(memory.size());
    for (int row = 0; row < graph.node(members[at(kernel)].front()).rows; ++row)
      for (const int i : members[at(kernel)]) {
        const Element element = [&](int node, int r, int c) {
          const int from = graph.source(node);
          const std::size_t linear = at(r) * at(graph.node(node).cols) + at(c);
          if (group[at(from)] != kernel)
            return linear < memory[at(from)].size() ? memory[at(from)][linear] : kGarbage;
          const std::size_t cols = at(graph.node(from).cols);
          return linear / cols == at(row) && graph.node(i).op != FX_MATMUL ? own[at(from)][linear % cols]
                                                                           : kGarbage;
        };
        Matrix values;
        for (int col = 0; col < graph.node(i).cols; ++col)
          values.push_back(compute_element(graph, i, row, col, element));
        written[at(i)].insert(written[at(i)].end(), values.begin(), values.end());
        own[at(i)] = std::move(values);
      }
    for (const int i : members[at(kernel)]) memory[at(i)] = std::move(written[at(i)]);
  }
  return memory;
}

// ---- The judgement of one graph: "" or what is wrong.

std::string kernel_words(const Graph& graph, const Grouping& group, int kernels) {
  std::string words;
  for (int k = 0; k < kernels; ++k) {
    words += k == 0 ? "{" : ", {";
    bool first = true;
    for (const int i : graph.compute())
      if (group[at(i)] == k) words += (first ? "" : " ") + text(i), first = false;
    words += "}";
  }
  return words;
}

std::string numbers(const Graph& graph, const Grouping& group, Index kernels) {
  if (kernels < 0 || kernels > static_cast<Index>(graph.compute().size()))
    return text(kernels) + " kernels for " + text(static_cast<Index>(graph.compute().size())) +
           " live compute nodes";
  std::vector<char> used(at(kernels), 0);
  for (int i = 0; i < static_cast<int>(group.size()); ++i) {
    const bool wanted = computes(graph.node(i)) && graph.live(i);
    if (!wanted && group[at(i)] != -1)
      return graph.name(i) + (computes(graph.node(i)) ? " is dead" : " needs no kernel") + ": -1 expected, " +
             text(group[at(i)]) + " found";
    if (!wanted) continue;
    if (group[at(i)] < 0 || group[at(i)] >= kernels)
      return graph.name(i) + " is live and has no kernel: " + text(group[at(i)]) + " of " + text(kernels);
    used[at(group[at(i)])] = 1;
  }
  for (Index k = 0; k < kernels; ++k)
    if (used[at(k)] == 0) return "kernel " + text(k) + " has no node";
  return "";
}

std::string conflicts(const Graph& graph, const Grouping& group, int kernels) {
  std::vector<std::vector<int>> members(at(kernels));
  for (const int i : graph.compute()) {
    for (const int other : members[at(group[at(i)])])
      if (const Graph::Conflict why = graph.conflict(other, i); why != Graph::Conflict::none)
        return "kernel " + text(group[at(i)]) + ": " + graph.words(why, other, i);
    members[at(group[at(i)])].push_back(i);
  }
  return "";
}

// Two kernels of a cycle, with the reads that make them need each other where they do so directly.
std::string cycle_words(const Graph& graph, const Grouping& group) {
  const auto read_between = [&](int from, int to) -> std::string {
    for (const int i : graph.compute())
      for (const int j : graph.compute())
        if (group[at(i)] == to && group[at(j)] == from && graph.reads(i, j))
          return graph.name(i) + " reads " + graph.name(j);
    return "";
  };
  for (const int i : graph.compute())
    for (const int j : graph.compute()) {
      const int a = group[at(i)], b = group[at(j)];
      if (a == b || !graph.reads(i, j)) continue;
      if (const std::string back = read_between(a, b); !back.empty())
        return "kernel " + text(b) + " and kernel " + text(a) + " need each other: " + graph.name(i) +
               " reads " + graph.name(j) + ", and " + back;
    }
  return "the kernels need one another in a circle, no order runs them";
}

std::string judge_graph(const Graph& graph, const Grouping& group, Index claimed, std::uint64_t seed) {
  if (const std::string wrong = numbers(graph, group, claimed); !wrong.empty()) return wrong;
  const int kernels = static_cast<int>(claimed);
  if (const std::string wrong = conflicts(graph, group, kernels); !wrong.empty()) return wrong;
  const auto order = order_of(graph, group, kernels);
  if (!order) return cycle_words(graph, group);
  const std::vector<Matrix> want = run_by_node(graph, seed),
                            found = run_by_kernel(graph, group, *order, seed);
  for (const int i : graph.compute())
    if (want[at(i)] != found[at(i)])
      return graph.name(i) + " gets another value when the kernels are run one after the other";
  if (graph.compute().size() <= kFew) {
    const Fewest fewest(graph);
    if (kernels > fewest.kernels())
      return text(kernels) + " kernels " + kernel_words(graph, group, kernels) + ", " +
             text(fewest.kernels()) +
             " are enough: " + kernel_words(graph, fewest.grouping(), fewest.kernels());
  } else if (const int allowed = kernels_in_order(graph); kernels > allowed) {
    return text(kernels) + " kernels for " + text(static_cast<Index>(graph.compute().size())) +
           " nodes, the rule of the contract needs " + text(allowed);
  }
  return "";
}

// ---- Scenarios.

class Builder {
 public:
  int input(int rows, int cols) { return add(FX_INPUT, {}, rows, cols); }
  int pointwise(std::initializer_list<int> in, int rows, int cols) {
    return add(FX_POINTWISE, in, rows, cols);
  }
  int like(int a) { return pointwise({a}, rows(a), cols(a)); }
  int join(int a, int b) { return pointwise({a, b}, rows(a), cols(a)); }
  int reduce(int a) { return add(FX_REDUCE, {a}, rows(a), 1); }
  int matmul(int a, int b) { return add(FX_MATMUL, {a, b}, rows(a), cols(b)); }
  int view(int a, int rows, int cols) { return add(FX_VIEW, {a}, rows, cols); }
  void output(int a) { add(FX_OUTPUT, {a}, rows(a), cols(a)); }
  int rows(int i) const { return nodes[at(i)].rows; }
  int cols(int i) const { return nodes[at(i)].cols; }
  int size() const { return static_cast<int>(nodes.size()); }
  Nodes nodes;

 private:
  int add(fx_op op, std::initializer_list<int> in, int rows, int cols) {
    fx_node node{op, static_cast<std::int32_t>(in.size()), {0, 0, 0}, rows, cols};
    std::copy(in.begin(), in.end(), node.input);
    nodes.push_back(node);
    return size() - 1;
  }
};

int softmax(Builder& b, int x) {
  const int shifted = b.join(x, b.reduce(x)), exponential = b.like(shifted);
  return b.join(exponential, b.reduce(exponential));
}

Nodes edge(Index number) {
  Builder b;
  if (number == 0) return {};
  const int x = b.input(4, 6), w = b.input(6, 6);
  switch (number) {
    case 1:
      b.output(b.like(x));
      break;
    case 2:  // nothing to compute, and something dead
      b.like(x), b.output(x);
      break;
    case 3:
      b.output(softmax(b, x));
      break;
    case 4: {  // the diamond around a matmul
      const int a = b.like(x), c = b.join(b.matmul(a, w), a);
      b.output(c);
      break;
    }
    case 5: {  // a value that two consumers need
      const int a = b.like(x);
      b.output(b.matmul(a, w)), b.output(b.like(a));
      break;
    }
    case 6: {  // a chain of views that ends in the first shape, and one that does not
      const int a = b.like(x);
      b.output(b.like(b.view(b.view(a, 24, 1), 4, 6))), b.output(b.like(b.view(a, 6, 4)));
      break;
    }
    case 7: {  // two components, one shape
      const int y = b.input(4, 6);
      b.output(b.like(b.like(x))), b.output(b.like(b.like(y)));
      break;
    }
    case 8: {  // two components, one of another width
      const int y = b.input(4, 3);
      b.output(b.like(x)), b.output(b.like(y));
      break;
    }
    case 9: {  // two matmuls, one reads the other; an epilogue
      const int m = b.matmul(x, w);
      b.output(b.like(b.matmul(b.like(m), w)));
      break;
    }
    case 10:  // two matmuls side by side
      b.output(b.join(b.like(b.matmul(x, w)), b.matmul(x, w)));
      break;
    case 11: {  // dead between the living
      const int a = b.like(x), dead = b.like(a);
      b.reduce(dead), b.matmul(x, w), b.output(b.like(a));
      break;
    }
    case 12: {  // a [rows, 1] result broadcast again, then reduced over another width
      const int mean = b.reduce(x), y = b.input(4, 5);
      b.output(b.join(x, b.like(mean))), b.output(b.join(y, b.reduce(y)));
      break;
    }
    case 13: {  // kernels {a d} and {b c} would need each other, each alone is fine
      const int y = b.input(4, 3);
      const int a = b.like(x), c = b.join(y, b.reduce(a)), d = b.like(x), e = b.reduce(c);
      b.output(b.join(d, e)), b.output(b.like(y));
      break;
    }
    case 14: {  // a column of one matrix is a row of the next
      const int column = b.reduce(x);
      b.output(b.pointwise({b.input(4, 4), b.view(column, 1, 4)}, 4, 4));
      break;
    }
    default: {  // a reduce after a matmul is no epilogue
      const int m = b.matmul(x, w);
      b.output(b.join(m, b.reduce(m)));
    }
  }
  return b.nodes;
}

int other_shape(Rng& rng, int elements) {
  std::vector<int> rows;
  for (int r = 1; r <= elements; ++r)
    if (elements % r == 0) rows.push_back(r);
  return rows[at(rng.below(static_cast<Index>(rows.size())))];
}

Nodes random_graph(Index family, Index n, Rng& rng) {
  const std::vector<int> sides = family == 2 ? std::vector<int>{2, 3, 4} : std::vector<int>{4};
  const auto side = [&] { return sides[at(rng.below(static_cast<Index>(sides.size())))]; };
  Builder b;
  for (Index i = rng.between(1, 3); i-- > 0;) b.input(side(), side());
  const Index outputs = std::max<Index>(1, n / 7);
  const Index most = n <= 18 ? static_cast<Index>(kFew) : n;
  Index computed = 0;
  std::vector<char> used(at(n), 0);
  // Mostly something recent, so that graphs are deep.
  const auto pick = [&] {
    const int v = rng.below(2) == 0 ? b.size() - 1 - static_cast<int>(rng.below(std::min<Index>(4, b.size())))
                                    : static_cast<int>(rng.below(b.size()));
    used[at(v)] = 1;
    return v;
  };
  while (b.size() < n - outputs - 1 && computed < most) {
    const int v = pick(), rows = b.rows(v), cols = b.cols(v);
    const Index dice = rng.below(family == 3 ? 14 : 10);
    if (dice < 5) {
      const int w = pick();
      const bool fits = (b.rows(w) == rows || b.rows(w) == 1) && (b.cols(w) == cols || b.cols(w) == 1);
      fits ? b.join(v, w) : b.like(v);
      ++computed;
    } else if (dice < 7 && cols > 1) {
      b.reduce(v), ++computed;
    } else if (dice < 9 && cols > 1) {
      int w = pick();
      if (b.rows(w) != cols) w = b.input(cols, side());
      b.matmul(v, w), ++computed;
    } else {
      const int r = rng.below(2) == 0 ? rows : other_shape(rng, rows * cols);
      b.view(v, r, rows * cols / r);
    }
  }
  for (int i = 0; i < b.size() && b.size() < n; ++i)
    if (used[at(i)] == 0 && b.nodes[at(i)].op != FX_OUTPUT && rng.below(8) != 0) used[at(i)] = 1, b.output(i);
  if (b.size() < n && rng.below(4) != 0) b.output(static_cast<int>(rng.below(b.size())));
  return b.nodes;
}

// Norm, attention of one head, residual, MLP; weights are inputs.
Nodes transformer(Index n) {
  Builder b;
  int x = b.input(4, 4);
  const int w = b.input(4, 4), gain = b.input(1, 4);
  while (b.size() + 30 < n) {
    const auto norm = [&](int v) { return b.join(b.join(v, b.like(b.reduce(b.like(v)))), gain); };
    const int h = norm(x), q = b.matmul(h, w), k = b.matmul(h, w), v = b.matmul(h, w);
    const int scores = b.like(b.matmul(q, b.view(b.like(k), 4, 4)));
    x = b.join(b.matmul(b.matmul(softmax(b, scores), v), w), x);
    const int m = norm(x);
    x = b.join(b.matmul(b.join(b.like(b.matmul(m, w)), b.matmul(m, w)), w), x);
  }
  b.output(x);
  return b.nodes;
}

struct GraphFusionJudge : Judge {
  std::vector<Buffer> buffers(const Params& p) const override {
    const Index graphs = p.i("graphs"), slots = graphs * p.i("n");
    return {{"node", Type::i32, {slots, static_cast<Index>(kFields)}, Role::in, Fill::custom(), Space::host},
            {"count", Type::i32, {graphs}, Role::in, Fill::custom(), Space::host},
            {"group", Type::i32, {slots}, Role::out, {}, Space::host},
            {"kernels", Type::i32, {graphs}, Role::out, {}, Space::host}};
  }

  void fill(const Params& p, Rng& rng, Filler& to) const override {
    const auto fields = to.get<std::int32_t>("node"), count = to.get<std::int32_t>("count");
    for (Index g = 0; g < p.i("graphs"); ++g) {
      const Index n = p.i("n"), family = p.i("family");
      Nodes nodes = family == 0   ? edge(g % 16)
                    : family == 4 ? transformer(n - rng.below(40))
                                  : random_graph(family, n, rng);
      count[at(g)] = static_cast<std::int32_t>(nodes.size());
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        const fx_node& node = nodes[i];
        const std::array<std::int32_t, kFields> row{node.op,       node.inputs, node.input[0], node.input[1],
                                                    node.input[2], node.rows,   node.cols};
        std::copy(row.begin(), row.end(),
                  fields.begin() + static_cast<std::ptrdiff_t>((at(g * n) + i) * kFields));
      }
    }
  }

  void check(const Params& p, const Data& in, const Data& out, Report& report) const override {
    const auto fields = in.get<std::int32_t>("node"), count = in.get<std::int32_t>("count"),
               group = out.get<std::int32_t>("group"), kernels = out.get<std::int32_t>("kernels");
    int failures = 0;
    for (std::size_t g = 0; g < kernels.size() && failures < 2; ++g) {
      Nodes nodes;
      Grouping grouping;
      for (std::size_t i = 0; i < at(count[g]); ++i) {
        const std::size_t slot = g * at(p.i("n")) + i;
        const std::int32_t* f = fields.data() + slot * kFields;
        nodes.push_back({static_cast<fx_op>(f[0]), f[1], {f[2], f[3], f[4]}, f[5], f[6]});
        grouping.push_back(group[slot]);
      }
      const std::string wrong = judge_graph(Graph(std::move(nodes)), grouping, kernels[g], 0x5eed + g);
      if (wrong.empty()) continue;
      ++failures;
      report.fail("graph " + text(static_cast<Index>(g)) + " (" + text(count[g]) + " nodes): " + wrong);
    }
  }

  Work work(const Params& p) const override {
    const double nodes = static_cast<double>(p.i("graphs")) * static_cast<double>(p.i("n"));
    return {28 * nodes, 4 * nodes, 20 * nodes, Type::i32, WorkClock::wall};
  }
};

}  // namespace

PREP_JUDGE(GraphFusionJudge)
