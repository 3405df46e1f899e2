// What a kit's call.cpp is written against: the bridge from the runner's buffers to the learner's function.
//
//   #include <prep/call.h>        // the contract, <slug>.h, is force-included
//   PREP_CALL(c) { softmax(c.ptr<const float>("x"), c.ptr<float>("y"), (int)c.i("rows"), (int)c.i("cols")); }
//
// One PREP_CALL = one complete call. It may be run many times in one process, with other data at the same
// addresses.
#pragma once
#include <prep/records.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace prep {

class Call {
 public:
  virtual ~Call() = default;
  // Address of a buffer in its space (device pointer on sim and gpu). A buffer of no elements has a non-null
  // address.
  template <class T>
  T* ptr(std::string_view buffer, int gpu = 0) {
    return static_cast<T*>(address(buffer, gpu));
  }
  virtual std::int64_t i(std::string_view param) const = 0;
  virtual double f(std::string_view param) const = 0;
  virtual Reader script(std::string_view buffer) const = 0;  // an `in` buffer of records
  virtual Writer trace(std::string_view buffer) = 0;         // an `out` buffer of records
  // Only what runs inside is timed; a call that never uses it is timed as a whole.
  virtual void timed(const std::function<void()>& body) = 0;
  virtual void* address(std::string_view buffer, int gpu) = 0;
};

}  // namespace prep

extern "C" void prep_call(prep::Call& call);
#define PREP_CALL(name) extern "C" void prep_call([[maybe_unused]] ::prep::Call& name)
