// malloc, free, new and delete in kernels: the rewriter sends those of device code here. Host code that shares
// a function gets the host's heap; memory is given back to the heap that it came from.
#pragma once
#pragma GCC system_header
#include <prep/sim/keywords.h>
#include <stddef.h>

#include <new>

extern "C" {
// Null when the heap is full, as on the device.
void* prep_heap_allocate(size_t bytes);
void prep_heap_free(void* memory);
}

namespace prep::sim {

// `new T` becomes `new (DeviceHeap{}) T`.
struct DeviceHeap {};

// `delete p` becomes `Delete{}->*p`.
struct Delete {};
struct DeleteArray {};

template <class T, bool = __is_polymorphic(T)>
struct WholeObject {
  static void* of(T* object) { return const_cast<void*>(static_cast<const volatile void*>(object)); }
};
template <class T>
struct WholeObject<T, true> {
  static void* of(T* object) { return const_cast<void*>(dynamic_cast<const volatile void*>(object)); }
};

template <class T>
void operator->*(Delete, T* object) {
  if (object == nullptr) return;
  void* const memory = WholeObject<T>::of(object);
  object->~T();
  prep_heap_free(memory);
}
template <class T>
void operator->*(DeleteArray, T* objects) {
  if (objects == nullptr) return;
  void* memory = const_cast<void*>(static_cast<const volatile void*>(objects));
  if constexpr (!__has_trivial_destructor(T)) {
    // The Itanium ABI keeps the count right before the first element.
    const size_t count = static_cast<const size_t*>(memory)[-1];
    for (size_t i = count; i > 0; --i) objects[i - 1].~T();
    memory = static_cast<char*>(memory) - (alignof(T) > sizeof(size_t) ? alignof(T) : sizeof(size_t));
  }
  prep_heap_free(memory);
}

}  // namespace prep::sim

inline void* operator new(size_t bytes, ::prep::sim::DeviceHeap) noexcept { return prep_heap_allocate(bytes); }
inline void* operator new[](size_t bytes, ::prep::sim::DeviceHeap) noexcept {
  return prep_heap_allocate(bytes);
}
inline void operator delete(void* memory, ::prep::sim::DeviceHeap) noexcept { prep_heap_free(memory); }
inline void operator delete[](void* memory, ::prep::sim::DeviceHeap) noexcept { prep_heap_free(memory); }
