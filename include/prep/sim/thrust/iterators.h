// Thrust's made-up iterators: counting, constant, transform, zip, permutation, reverse, discard.
#pragma once
#pragma GCC system_header
#include <prep/sim/thrust/functional.h>
#include <prep/sim/thrust/pointers.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace thrust {

// The moves that all iterators here share; Self has `at(i)` and `move(n)`, `where()` for differences.
template <class Self, class Value, class Reference = Value>
struct Walks {
  using value_type = Value;
  using reference = Reference;
  using pointer = void;
  using difference_type = std::ptrdiff_t;
  using iterator_category = std::random_access_iterator_tag;
  Self& self() { return static_cast<Self&>(*this); }
  const Self& self() const { return static_cast<const Self&>(*this); }
  Reference operator*() const { return self().at(0); }
  Reference operator[](difference_type i) const { return self().at(i); }
  Self& operator+=(difference_type n) { return self().move(n), self(); }
  Self& operator-=(difference_type n) { return self().move(-n), self(); }
  Self& operator++() { return self() += 1; }
  Self& operator--() { return self() -= 1; }
  Self operator++(int) {
    Self old = self();
    ++self();
    return old;
  }
  Self operator+(difference_type n) const {
    Self moved = self();
    return moved += n;
  }
  Self operator-(difference_type n) const { return *this + -n; }
  difference_type operator-(const Self& other) const { return self().distance(other); }
  bool operator==(const Self& other) const { return self().distance(other) == 0; }
  bool operator!=(const Self& other) const { return self().distance(other) != 0; }
  bool operator<(const Self& other) const { return self().distance(other) < 0; }
};

template <class T, class = void, class = void, class = void>
struct counting_iterator : Walks<counting_iterator<T>, T> {
  T value{};
  counting_iterator() = default;
  explicit counting_iterator(T v) : value(v) {}
  T at(std::ptrdiff_t i) const { return static_cast<T>(value + static_cast<T>(i)); }
  void move(std::ptrdiff_t n) { value = at(n); }
  std::ptrdiff_t distance(const counting_iterator& o) const {
    return static_cast<std::ptrdiff_t>(value) - static_cast<std::ptrdiff_t>(o.value);
  }
};
template <class T>
counting_iterator<T> make_counting_iterator(T v) {
  return counting_iterator<T>(v);
}

template <class T>
struct constant_iterator : Walks<constant_iterator<T>, T> {
  T value{};
  std::ptrdiff_t place = 0;
  constant_iterator() = default;
  explicit constant_iterator(T v, std::ptrdiff_t i = 0) : value(v), place(i) {}
  T at(std::ptrdiff_t) const { return value; }
  void move(std::ptrdiff_t n) { place += n; }
  std::ptrdiff_t distance(const constant_iterator& o) const { return place - o.place; }
};
template <class T>
constant_iterator<T> make_constant_iterator(T v) {
  return constant_iterator<T>(v);
}

struct Swallow {
  template <class T>
  const Swallow& operator=(const T&) const {
    return *this;
  }
};
template <class = void>
struct discard_iterator : Walks<discard_iterator<>, Swallow> {
  std::ptrdiff_t place = 0;
  discard_iterator(std::ptrdiff_t i = 0) : place(i) {}
  Swallow at(std::ptrdiff_t) const { return {}; }
  void move(std::ptrdiff_t n) { place += n; }
  std::ptrdiff_t distance(const discard_iterator& o) const { return place - o.place; }
};
inline discard_iterator<> make_discard_iterator() { return {}; }

template <class It>
using ValueOf = typename std::iterator_traits<It>::value_type;

template <class F, class It, class = void, class = void>
struct transform_iterator
    : Walks<transform_iterator<F, It>, std::decay_t<decltype(std::declval<F>()(std::declval<ValueOf<It>>()))>> {
  It base;
  F f;
  transform_iterator(It b, F g = F()) : base(b), f(g) {}
  auto at(std::ptrdiff_t i) const
      -> std::decay_t<decltype(std::declval<F>()(std::declval<ValueOf<It>>()))> {
    return f(static_cast<ValueOf<It>>(base[i]));
  }
  void move(std::ptrdiff_t n) { base += n; }
  std::ptrdiff_t distance(const transform_iterator& o) const { return base - o.base; }
  // A function object may not be assignable (a lambda); its place is what moves.
  transform_iterator(const transform_iterator&) = default;
  transform_iterator& operator=(const transform_iterator& o) {
    base = o.base;
    return *this;
  }
};
template <class F, class It>
transform_iterator<F, It> make_transform_iterator(It it, F f) {
  return {it, f};
}

template <class Elements, class Indices>
struct permutation_iterator
    : Walks<permutation_iterator<Elements, Indices>, ValueOf<Elements>, typename std::iterator_traits<Elements>::reference> {
  Elements elements;
  Indices indices;
  permutation_iterator(Elements e, Indices i) : elements(e), indices(i) {}
  typename std::iterator_traits<Elements>::reference at(std::ptrdiff_t i) const {
    return elements[static_cast<std::ptrdiff_t>(static_cast<ValueOf<Indices>>(indices[i]))];
  }
  void move(std::ptrdiff_t n) { indices += n; }
  std::ptrdiff_t distance(const permutation_iterator& o) const { return indices - o.indices; }
};
template <class E, class I>
permutation_iterator<E, I> make_permutation_iterator(E e, I i) {
  return {e, i};
}

template <class Tuple>
struct zip_iterator;
template <class... It>
struct zip_iterator<std::tuple<It...>>
    : Walks<zip_iterator<std::tuple<It...>>, std::tuple<ValueOf<It>...>,
            std::tuple<typename std::iterator_traits<It>::reference...>> {
  std::tuple<It...> its;
  zip_iterator(const std::tuple<It...>& t) : its(t) {}
  const std::tuple<It...>& get_iterator_tuple() const { return its; }
  std::tuple<typename std::iterator_traits<It>::reference...> at(std::ptrdiff_t i) const {
    return std::apply(
        [i](const It&... it) { return std::tuple<typename std::iterator_traits<It>::reference...>(it[i]...); }, its);
  }
  void move(std::ptrdiff_t n) {
    std::apply([n](It&... it) { ((it += n), ...); }, its);
  }
  std::ptrdiff_t distance(const zip_iterator& o) const { return std::get<0>(its) - std::get<0>(o.its); }
};
template <class... It>
zip_iterator<std::tuple<It...>> make_zip_iterator(const std::tuple<It...>& t) {
  return {t};
}
template <class... It>
zip_iterator<std::tuple<It...>> make_zip_iterator(It... it) {
  return {std::make_tuple(it...)};
}
template <class F>
struct zip_function {
  F f;
  template <class T>
  auto operator()(const T& t) const {
    return std::apply(f, t);
  }
};
template <class F>
zip_function<F> make_zip_function(F f) {
  return {f};
}

template <class It>
struct reverse_iterator : Walks<reverse_iterator<It>, ValueOf<It>, typename std::iterator_traits<It>::reference> {
  It base;
  explicit reverse_iterator(It b) : base(b) {}
  typename std::iterator_traits<It>::reference at(std::ptrdiff_t i) const { return base[-1 - i]; }
  void move(std::ptrdiff_t n) { base -= n; }
  std::ptrdiff_t distance(const reverse_iterator& o) const { return o.base - base; }
};
template <class It>
reverse_iterator<It> make_reverse_iterator(It it) {
  return reverse_iterator<It>(it);
}

template <class It>
std::ptrdiff_t distance(It a, It b) {
  return b - a;
}
template <class It>
void advance(It& it, std::ptrdiff_t n) {
  it += n;
}
template <class It>
It next(It it, std::ptrdiff_t n = 1) {
  return it + n;
}
template <class It>
struct iterator_traits : std::iterator_traits<It> {};
template <class It>
using iterator_value_t = ValueOf<It>;

}  // namespace thrust
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
