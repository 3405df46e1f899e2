// A queue in one piece of memory that it keeps: streams fill and drain it all the time.
#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace prep::sim {

template <class T>
class Fifo {
 public:
  bool empty() const { return first_ == items_.size(); }
  std::size_t size() const { return items_.size() - first_; }
  T& front() { return items_[first_]; }
  const T& front() const { return items_[first_]; }
  T& back() { return items_.back(); }
  void push_back(T item) { items_.push_back(std::move(item)); }

  T take_front() {
    T item = std::move(items_[first_++]);
    if (empty()) {
      items_.clear();
      first_ = 0;
    } else if (first_ >= kSlack && first_ >= size()) {
      items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(first_));
      first_ = 0;
    }
    return item;
  }

 private:
  static constexpr std::size_t kSlack = 64;
  std::vector<T> items_;
  std::size_t first_ = 0;  // the items before have been taken
};

}  // namespace prep::sim
