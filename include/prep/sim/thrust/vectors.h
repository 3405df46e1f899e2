// Thrust's vectors: host_vector is std::vector, device_vector owns device memory.
#pragma once
#pragma GCC system_header
#include <prep/sim/thrust/algorithms.h>

#include <initializer_list>
#include <vector>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace thrust {

template <class T>
class device_vector;

template <class T, class = void>
class host_vector : public std::vector<T> {
 public:
  using std::vector<T>::vector;
  host_vector() = default;
  host_vector(const std::vector<T>& v) : std::vector<T>(v) {}
  host_vector(const device_vector<T>& v);
  template <class U>
  host_vector(device_ptr<U> first, device_ptr<U> last) : std::vector<T>(static_cast<std::size_t>(last - first)) {
    thrust::copy(first, last, this->begin());
  }
  host_vector& operator=(const device_vector<T>& v) { return *this = host_vector(v); }
};

template <class T>
class device_vector {
 public:
  using value_type = T;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using reference = device_reference<T>;
  using const_reference = device_reference<const T>;
  using pointer = device_ptr<T>;
  using iterator = device_ptr<T>;
  using const_iterator = device_ptr<const T>;

  device_vector() = default;
  explicit device_vector(size_type n) { resize(n); }
  device_vector(size_type n, const T& value) { resize(n, value); }
  device_vector(std::initializer_list<T> values) { take(std::vector<T>(values)); }
  device_vector(const device_vector& other) { copy_from(other); }
  device_vector(device_vector&& other) noexcept { swap(other); }
  device_vector(const std::vector<T>& values) { take(values); }
  template <class It, class = typename std::iterator_traits<It>::iterator_category>
  device_vector(It first, It last) {
    assign(first, last);
  }
  ~device_vector() { cudaFree(data_); }
  device_vector& operator=(const device_vector& other) {
    if (this != &other) copy_from(other);
    return *this;
  }
  device_vector& operator=(device_vector&& other) noexcept {
    swap(other);
    return *this;
  }
  device_vector& operator=(const std::vector<T>& values) {
    take(values);
    return *this;
  }

  size_type size() const { return size_; }
  size_type capacity() const { return capacity_; }
  bool empty() const { return size_ == 0; }
  pointer data() { return pointer(data_); }
  device_ptr<const T> data() const { return device_ptr<const T>(data_); }
  iterator begin() { return iterator(data_); }
  iterator end() { return iterator(data_ + size_); }
  const_iterator begin() const { return const_iterator(data_); }
  const_iterator end() const { return const_iterator(data_ + size_); }
  const_iterator cbegin() const { return begin(); }
  const_iterator cend() const { return end(); }
  auto rbegin() { return make_reverse_iterator(end()); }
  auto rend() { return make_reverse_iterator(begin()); }
  reference operator[](size_type i) { return reference(data_ + i); }
  const_reference operator[](size_type i) const { return const_reference(data_ + i); }
  reference front() { return (*this)[0]; }
  reference back() { return (*this)[size_ - 1]; }
  const_reference front() const { return (*this)[0]; }
  const_reference back() const { return (*this)[size_ - 1]; }

  void reserve(size_type n) {
    if (n <= capacity_) return;
    T* fresh = nullptr;
    cudaMalloc(&fresh, n * sizeof(T));
    if (size_ > 0) cudaMemcpy(static_cast<void*>(fresh), data_, size_ * sizeof(T), cudaMemcpyDeviceToDevice);
    cudaFree(data_);
    data_ = fresh;
    capacity_ = n;
  }
  void resize(size_type n, const T& value = T()) {
    reserve(n);
    if (n > size_) {
      const std::vector<T> fresh(n - size_, value);
      upload(fresh, size_);
    }
    size_ = n;
  }
  void shrink_to_fit() {}
  void clear() { size_ = 0; }
  void push_back(const T& value) {
    if (size_ == capacity_) reserve(capacity_ == 0 ? 4 : 2 * capacity_);
    ++size_;
    back() = value;
  }
  void pop_back() { --size_; }
  void assign(size_type n, const T& value) { take(std::vector<T>(n, value)); }
  template <class It, class = typename std::iterator_traits<It>::iterator_category>
  void assign(It first, It last) {
    size_ = 0;
    resize(static_cast<size_type>(last - first));
    thrust::copy(first, last, begin());
  }
  iterator erase(iterator first, iterator last) {
    std::vector<T> kept = host();
    const std::ptrdiff_t at = first - begin();
    kept.erase(kept.begin() + at, kept.begin() + (last - begin()));
    take(kept);
    return begin() + at;
  }
  iterator erase(iterator at) { return erase(at, at + 1); }
  iterator insert(iterator where, const T& value) {
    std::vector<T> all = host();
    const std::ptrdiff_t at = where - begin();
    all.insert(all.begin() + at, value);
    take(all);
    return begin() + at;
  }
  template <class It>
  void insert(iterator where, It first, It last) {
    std::vector<T> more(static_cast<size_type>(last - first)), all = host();
    thrust::copy(first, last, more.begin());
    all.insert(all.begin() + (where - begin()), more.begin(), more.end());
    take(all);
  }
  void swap(device_vector& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }
  friend void swap(device_vector& a, device_vector& b) { a.swap(b); }
  std::vector<T> host() const {
    std::vector<T> values(size_);
    if (size_ > 0) cudaMemcpy(static_cast<void*>(values.data()), data_, size_ * sizeof(T), cudaMemcpyDeviceToHost);
    return values;
  }
  friend bool operator==(const device_vector& a, const device_vector& b) { return a.host() == b.host(); }
  friend bool operator!=(const device_vector& a, const device_vector& b) { return !(a == b); }
  friend bool operator==(const device_vector& a, const std::vector<T>& b) { return a.host() == b; }
  friend bool operator==(const std::vector<T>& a, const device_vector& b) { return b.host() == a; }

 private:
  void upload(const std::vector<T>& values, size_type at) {
    if (values.empty()) return;
    if constexpr (!std::is_same<T, bool>::value)
      cudaMemcpy(static_cast<void*>(data_ + at), values.data(), values.size() * sizeof(T), cudaMemcpyHostToDevice);
    else
      for (size_type i = 0; i < values.size(); ++i) reference(data_ + at + i) = values[i];
  }
  void take(const std::vector<T>& values) {
    size_ = 0;
    reserve(values.size());
    upload(values, 0);
    size_ = values.size();
  }
  void copy_from(const device_vector& other) {
    size_ = 0;
    reserve(other.size_);
    if (other.size_ > 0)
      cudaMemcpy(static_cast<void*>(data_), other.data_, other.size_ * sizeof(T), cudaMemcpyDeviceToDevice);
    size_ = other.size_;
  }
  T* data_ = nullptr;
  size_type size_ = 0, capacity_ = 0;
};

template <class T, class A>
host_vector<T, A>::host_vector(const device_vector<T>& v) : std::vector<T>(v.host()) {}

// Memory of both sides: a vector whose elements lie in managed memory.
template <class T>
class ManagedAllocator {
 public:
  using value_type = T;
  ManagedAllocator() = default;
  template <class U>
  ManagedAllocator(const ManagedAllocator<U>&) {}
  T* allocate(std::size_t n) {
    void* p = nullptr;
    cudaMallocManaged(&p, n * sizeof(T), cudaMemAttachGlobal);
    return static_cast<T*>(p);
  }
  void deallocate(T* p, std::size_t) { cudaFree(p); }
  bool operator==(const ManagedAllocator&) const { return true; }
  bool operator!=(const ManagedAllocator&) const { return false; }
};
template <class T>
using universal_vector = std::vector<T, ManagedAllocator<T>>;

}  // namespace thrust
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
