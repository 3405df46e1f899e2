// Thrust's device pointers: a pointer that the host may read through, slowly, by copies.
#pragma once
#pragma GCC system_header
#include <prep/sim/cuda.h>

#include <cstddef>
#include <iterator>
#include <ostream>
#include <type_traits>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace thrust {

template <class T>
class device_ptr;

// What *device_ptr gives: reads and writes are copies on the host, plain accesses in a kernel.
template <class T>
class device_reference {
 public:
  using value_type = std::remove_const_t<T>;
  explicit device_reference(T* p) : p_(p) {}
  device_reference(const device_reference&) = default;
  operator value_type() const {
    if (prep_on_device()) return *p_;
    value_type value;
    cudaMemcpy(static_cast<void*>(&value), p_, sizeof(T), cudaMemcpyDeviceToHost);
    return value;
  }
  device_reference& operator=(const value_type& value) {
    if (prep_on_device())
      *p_ = value;
    else
      cudaMemcpy(const_cast<value_type*>(p_), static_cast<const void*>(&value), sizeof(T), cudaMemcpyHostToDevice);
    return *this;
  }
  device_reference& operator=(const device_reference& other) { return *this = static_cast<value_type>(other); }
  device_ptr<T> operator&() const { return device_ptr<T>(p_); }
  template <class U>
  device_reference& operator+=(const U& x) {
    return *this = static_cast<value_type>(*this) + x;
  }
  template <class U>
  device_reference& operator-=(const U& x) {
    return *this = static_cast<value_type>(*this) - x;
  }
  template <class U>
  device_reference& operator*=(const U& x) {
    return *this = static_cast<value_type>(*this) * x;
  }
  device_reference& operator++() { return *this += 1; }
  device_reference& operator--() { return *this -= 1; }
  friend void swap(device_reference a, device_reference b) {
    const value_type kept = a;
    a = static_cast<value_type>(b);
    b = kept;
  }
  friend std::ostream& operator<<(std::ostream& out, const device_reference& r) {
    return out << static_cast<value_type>(r);
  }

 private:
  T* p_;
};

template <class T>
class device_ptr {
 public:
  using value_type = std::remove_const_t<T>;
  using reference = device_reference<T>;
  using pointer = device_ptr;
  using difference_type = std::ptrdiff_t;
  using iterator_category = std::random_access_iterator_tag;
  using raw_pointer = T*;
  device_ptr() = default;
  device_ptr(std::nullptr_t) {}
  explicit device_ptr(T* p) : p_(p) {}
  template <class U, class = std::enable_if_t<std::is_convertible<U*, T*>::value>>
  device_ptr(const device_ptr<U>& other) : p_(other.get()) {}
  T* get() const { return p_; }
  reference operator*() const { return reference(p_); }
  reference operator[](difference_type i) const { return reference(p_ + i); }
  device_ptr& operator++() { return ++p_, *this; }
  device_ptr operator++(int) { return device_ptr(p_++); }
  device_ptr& operator--() { return --p_, *this; }
  device_ptr& operator+=(difference_type n) { return p_ += n, *this; }
  device_ptr& operator-=(difference_type n) { return p_ -= n, *this; }
  device_ptr operator+(difference_type n) const { return device_ptr(p_ + n); }
  device_ptr operator-(difference_type n) const { return device_ptr(p_ - n); }
  friend device_ptr operator+(difference_type n, device_ptr p) { return p + n; }
  template <class U>
  difference_type operator-(const device_ptr<U>& other) const {
    return p_ - other.get();
  }
  explicit operator bool() const { return p_ != nullptr; }
#define PREP_SIM_COMPARE(op)                          \
  template <class U>                                  \
  bool operator op(const device_ptr<U>& other) const { \
    return p_ op other.get();                         \
  }
  PREP_SIM_COMPARE(==)
  PREP_SIM_COMPARE(!=)
  PREP_SIM_COMPARE(<)
  PREP_SIM_COMPARE(>)
  PREP_SIM_COMPARE(<=)
  PREP_SIM_COMPARE(>=)
#undef PREP_SIM_COMPARE

 private:
  T* p_ = nullptr;
};

template <class T>
device_ptr<T> device_pointer_cast(T* p) {
  return device_ptr<T>(p);
}
template <class T>
device_ptr<T> device_pointer_cast(const device_ptr<T>& p) {
  return p;
}
template <class T>
T* raw_pointer_cast(const device_ptr<T>& p) {
  return p.get();
}
template <class T>
T* raw_pointer_cast(T* p) {
  return p;
}
template <class T>
T& raw_reference_cast(T& x) {
  return x;
}
template <class T>
T& raw_reference_cast(device_reference<T> r) {
  return *(&r).get();
}
template <class T>
device_ptr<T> device_malloc(std::size_t n) {
  T* p = nullptr;
  cudaMalloc(&p, n * sizeof(T));
  return device_ptr<T>(p);
}
template <class T>
device_ptr<T> device_new(std::size_t n) {
  return device_malloc<T>(n);
}
template <class T>
void device_free(device_ptr<T> p) {
  cudaFree(const_cast<std::remove_const_t<T>*>(p.get()));
}
template <class T>
void device_delete(device_ptr<T> p, std::size_t = 0) {
  device_free(p);
}

}  // namespace thrust
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
