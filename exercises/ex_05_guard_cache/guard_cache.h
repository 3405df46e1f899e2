// The contract of ex_05: the cache of compiled code behind one compiled function. Nothing is compiled here;
// what is judged is which call hits which entry, and which one makes a new entry.
#pragma once
#include <cstdint>

enum class GuardKind : int32_t { none, boolean, integer, tensor };

struct GuardArg {
  GuardKind kind;
  int64_t value;  // of a boolean (0, 1) or an integer
  // Of a tensor:
  int32_t dtype, device, requires_grad;
  int32_t rank;  // 0..4
  int64_t size[4], stride[4];
};

enum class GuardMode { automatic, always_static, always_dynamic };  // dynamic=None, False, True

enum class GuardEvent {
  compiled,    // the first entry was made
  hit,         // an entry accepts the call
  recompiled,  // none does, one more was made
  eager,       // none does, and the limit is reached
  error        // none does, and a marked dimension is 0 or 1
};

struct GuardCache {
  // One call with n arguments; n is the same for all calls of a cache, at most 8. *entry becomes the number
  // of the entry that was hit or made, -1 for eager and error. Entries are numbered 0, 1, 2, ... as they are
  // made.
  //
  // 1. Lookup. Entries are tried from the front of a list. The first one whose guards all hold is hit and
  // moves to
  //    the front. A hit allocates no memory.
  // 2. Miss. With `recompile_limit` entries or more: eager, and nothing changes. Else, if a marked dimension
  // of a tensor has
  //    size 0 or 1: error, and nothing changes. Else an entry is made and put to the front.
  //
  // Making an entry. The cache remembers, per argument, what it was when entries were made:
  //   an integer: its value, or DYNAMIC once two values differed;
  //   a tensor:   its sizes, each a value, or DYNAMIC once two values of it differed. Once two ranks
  //   differed, all of its
  //               dimensions are DYNAMIC, and so they are, as is the integer, for an argument that has been
  //               both integer and tensor. Booleans and none leave no trace. DYNAMIC is for ever.
  // The call itself is remembered first. Then a dimension, or an integer, is *symbolic* in the new entry if
  // it is
  //   automatic:       DYNAMIC
  //   always_static:   never
  //   always_dynamic:  always
  // or, for a dimension, if it is marked, in every mode; and its value now is 2 or more: 0 and 1 are always
  // fixed. Symbolic dimensions of equal size share a symbol, across all tensors of the call. Integers share
  // with nobody.
  //
  // The guards of the entry, in this order, argument by argument:
  //   "arg 0 kind"
  //   boolean:  "arg 0 value"       the same
  //   integer:  "arg 0 value"       the same; symbolic: 2 or more
  //   tensor:   "arg 0 dtype", "arg 0 device", "arg 0 requires_grad", "arg 0 rank"     the same
  //             "arg 0 size 0", "arg 0 size 1", ...      the same; symbolic: 2 or more
  //             "arg 0 stride 0", ...                    the same; but where all strides were contiguous when
  //             the entry was
  //                                                      made, contiguous again: the product of the later
  //                                                      sizes of the call
  // and after all arguments, for each symbolic dimension but the first with its symbol:
  //   "arg 1 size 0 == arg 0 size 0"                     equal to the first one with this symbol
  virtual GuardEvent call(const GuardArg* args, int n, int* entry) = 0;

  // From now on this dimension is marked. Entries stay as they are. Has no effect while the argument is no
  // tensor or has no such dimension.
  virtual void mark_dynamic(int arg, int dim) = 0;

  // Of the last call: the words above of the first guard that failed in the entry that was tried first. ""
  // after a hit and where there was no entry.
  virtual const char* last_reason() const = 0;

  virtual ~GuardCache() = default;
};

GuardCache* make_guard_cache(GuardMode mode, int recompile_limit);  // owned by the caller, who deletes it
