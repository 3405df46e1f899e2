// Graph fusion: few nodes by a search over the sets that may already have run, many by the rule of the
// contract. It is also the baseline of the bands: one pass over all nodes per kernel.
#include "graph_fusion.h"

#include <algorithm>
#include <vector>

namespace {

constexpr size_t kFew = 9;

struct Read {
  int from;  // position among the compute nodes
  bool same_shape;
};

struct Compute {
  int node;
  fx_op op;
  int rows, cols, width;
  std::vector<Read> reads;
};

bool computes(const fx_node& node) {
  return node.op == FX_POINTWISE || node.op == FX_REDUCE || node.op == FX_MATMUL;
}

std::vector<char> live_nodes(const fx_node* nodes, int n) {
  std::vector<char> live(static_cast<size_t>(n));
  for (int i = n; i-- > 0;) {
    char& is_live = live[static_cast<size_t>(i)];
    is_live = is_live || nodes[i].op == FX_OUTPUT;
    for (int k = 0; is_live && k < nodes[i].inputs; ++k) live[static_cast<size_t>(nodes[i].input[k])] = 1;
  }
  return live;
}

std::vector<Compute> live_computes(const fx_node* nodes, int n) {
  const std::vector<char> live = live_nodes(nodes, n);
  std::vector<int> position(static_cast<size_t>(n), -1);
  std::vector<Compute> all;
  for (int i = 0; i < n; ++i) {
    const fx_node& node = nodes[i];
    if (!live[static_cast<size_t>(i)] || !computes(node)) continue;
    position[static_cast<size_t>(i)] = static_cast<int>(all.size());
    Compute compute{
        i, node.op, node.rows, node.cols, node.op == FX_REDUCE ? nodes[node.input[0]].cols : node.cols, {}};
    for (int k = 0; k < node.inputs; ++k) {
      const fx_node& seen = nodes[node.input[k]];
      int source = node.input[k];
      while (nodes[source].op == FX_VIEW) source = nodes[source].input[0];
      if (!computes(nodes[source])) continue;
      compute.reads.push_back({position[static_cast<size_t>(source)],
                               seen.rows == nodes[source].rows && seen.cols == nodes[source].cols});
    }
    all.push_back(std::move(compute));
  }
  return all;
}

// Rules 1 and 2, apart from what reads what.
bool one_space(const Compute& a, const Compute& b) {
  if (a.rows != b.rows) return false;
  if (a.op == FX_MATMUL || b.op == FX_MATMUL)
    return (a.op == FX_POINTWISE || b.op == FX_POINTWISE) && a.cols == b.cols;
  return a.width == b.width || a.width == 1 || b.width == 1;
}

// Whether a node may read another one of its own kernel.
bool may_read_inside(const Compute& reader, const Read& read) {
  return reader.op != FX_MATMUL && read.same_shape;
}

// The fewest kernels: best[done] = fewest that compute exactly the set `done`. A kernel may run next if all
// it reads is done or its own, so no order that is found has a cycle.
class Fewest {
 public:
  explicit Fewest(const std::vector<Compute>& all) : size_(all.size()), friends_(size_, 0), needs_(size_, 0) {
    for (size_t a = 0; a < size_; ++a) {
      for (size_t b = 0; b < size_; ++b)
        if (one_space(all[a], all[b])) friends_[a] |= 1u << b;
      friends_[a] |= 1u << a;
    }
    for (size_t a = 0; a < size_; ++a)
      for (const Read& read : all[a].reads) {
        needs_[a] |= 1u << read.from;
        if (may_read_inside(all[a], read)) continue;
        friends_[a] &= ~(1u << read.from);
        friends_[static_cast<size_t>(read.from)] &= ~(1u << a);
      }
  }

  int solve(std::vector<int>& kernel) const {
    const unsigned everything = (1u << size_) - 1;
    std::vector<int> best(everything + 1, static_cast<int>(size_) + 1);
    std::vector<unsigned> last(everything + 1, 0);
    best[0] = 0;
    for (unsigned done = 0; done < everything; ++done) {
      if (best[done] > static_cast<int>(size_)) continue;
      const unsigned rest = everything & ~done;
      for (unsigned next = rest; next != 0; next = (next - 1) & rest)
        if (best[done] + 1 < best[done | next] && may_run(next, done)) {
          best[done | next] = best[done] + 1;
          last[done | next] = next;
        }
    }
    for (unsigned done = everything; done != 0; done &= ~last[done])
      for (size_t i = 0; i < size_; ++i)
        if (last[done] >> i & 1) kernel[i] = best[done] - 1;
    return best[everything];
  }

 private:
  bool may_run(unsigned set, unsigned done) const {
    for (size_t i = 0; i < size_; ++i)
      if ((set >> i & 1) != 0 && ((set & ~friends_[i]) != 0 || (needs_[i] & ~(done | set)) != 0))
        return false;
    return true;
  }

  size_t size_;
  std::vector<unsigned> friends_, needs_;
};

// A kernel that grows.
class Kernel {
 public:
  Kernel(const std::vector<Compute>& all, std::vector<int>& kernel, int number)
      : all_(all), kernel_(kernel), number_(number) {}

  bool takes(const Compute& node) const {
    for (const Read& read : node.reads) {
      const int where = kernel_[static_cast<size_t>(read.from)];
      if (where < 0 || (where == number_ && !may_read_inside(node, read))) return false;
    }
    if (members_ == 0) return true;
    if (node.rows != rows_) return false;
    if (has_matmul_ || node.op == FX_MATMUL)
      return !(has_matmul_ && node.op == FX_MATMUL) &&
             (has_matmul_ ? node.op == FX_POINTWISE : only_pointwise_) && node.cols == narrowest_ &&
             node.cols == widest_;
    return node.width == 1 || widest_ == 1 || node.width == widest_;
  }

  void add(size_t i) {
    const Compute& node = all_[i];
    kernel_[i] = number_;
    narrowest_ = members_ == 0 ? node.cols : std::min(narrowest_, node.cols);
    widest_ = members_ == 0 ? node.width : std::max(widest_, node.width);
    rows_ = node.rows;
    has_matmul_ = has_matmul_ || node.op == FX_MATMUL;
    only_pointwise_ = only_pointwise_ && node.op == FX_POINTWISE;
    ++members_;
  }

 private:
  const std::vector<Compute>& all_;
  std::vector<int>& kernel_;
  int number_, members_ = 0, rows_ = 0, narrowest_ = 0, widest_ = 0;
  bool has_matmul_ = false, only_pointwise_ = true;
};

int in_order(const std::vector<Compute>& all, std::vector<int>& kernel) {
  int kernels = 0;
  for (size_t first = 0; first < all.size(); ++first) {
    if (kernel[first] >= 0) continue;
    Kernel grown(all, kernel, kernels++);
    for (size_t i = first; i < all.size(); ++i)
      if (kernel[i] < 0 && grown.takes(all[i])) grown.add(i);
  }
  return kernels;
}

}  // namespace

int fx_fuse(const fx_node* nodes, int n, int* group) {
  const std::vector<Compute> all = live_computes(nodes, n);
  std::vector<int> kernel(all.size(), -1);
  const int kernels = all.size() <= kFew ? Fewest(all).solve(kernel) : in_order(all, kernel);
  std::fill(group, group + n, -1);
  for (size_t i = 0; i < all.size(); ++i) group[all[i].node] = kernel[i];
  return kernels;
}
