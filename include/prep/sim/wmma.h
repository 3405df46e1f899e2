// nvcuda::wmma: matrices spread over a warp. Each lane holds its share in the layout that mma.sync has
// (abi_tensor.h), two tiles where the shape needs two; the 8x32 shape is computed as its transpose. Loads and
// stores are ordinary accesses of each lane, mma_sync is a rendezvous of the warp. A fragment has as many
// elements as in CUDA; where those are more than the lane's share (half: always 16), the rest repeat it.
#pragma once
#pragma GCC system_header
#include <prep/sim/abi_tensor.h>
#include <prep/sim/bfloat16.h>
#include <prep/sim/half.h>
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device begin
#endif

namespace nvcuda {
namespace wmma {

struct matrix_a;
struct matrix_b;
struct accumulator;
struct row_major;
struct col_major;
enum layout_t { mem_row_major, mem_col_major };
namespace precision {
struct tf32;
}

namespace prep_detail {

template <class T>
struct Element {
  using Storage = T;
};
template <>
struct Element<precision::tf32> {
  using Storage = float;
};
template <class T>
struct Code;
template <>
struct Code<__half> {
  static constexpr prep_mma_type kType = prep_mma_f16;
};
template <>
struct Code<__nv_bfloat16> {
  static constexpr prep_mma_type kType = prep_mma_bf16;
};
template <>
struct Code<precision::tf32> {
  static constexpr prep_mma_type kType = prep_mma_tf32;
};
template <>
struct Code<signed char> {
  static constexpr prep_mma_type kType = prep_mma_s8;
};
template <>
struct Code<unsigned char> {
  static constexpr prep_mma_type kType = prep_mma_u8;
};
template <>
struct Code<double> {
  static constexpr prep_mma_type kType = prep_mma_f64;
};
template <>
struct Code<float> {
  static constexpr prep_mma_type kType = prep_mma_f32;
};
template <>
struct Code<int> {
  static constexpr prep_mma_type kType = prep_mma_s32;
};

struct Place {
  unsigned row, column;
};

// Which element of the matrix is element i of this lane's share.
template <class Use, int m, int n, int k, int bytes>
struct Share;
// An operand of `rows` by k: 16 rows at a time as an A of mma.sync, or 8 rows as a B.
template <int rows, int k, int bytes>
struct OperandShare {
  static constexpr int kCount = rows * k / 32;
  static PREP_SIM_API Place at(unsigned i, bool like_a) {
    constexpr unsigned per = bytes < 4 ? 4 / bytes : 1;
    constexpr unsigned per_row = k / 4;
    const unsigned g = prep_lane / 4, t = prep_lane % 4, tile = like_a ? 2 * per_row : per_row;
    const unsigned inside = i % tile, word = inside / per;
    const unsigned chunk = like_a ? word / 2 : word, lower = like_a ? word % 2 : 0;
    return {i / tile * (like_a ? 16 : 8) + g + 8 * lower, 4 * per * chunk + per * t + inside % per};
  }
};
template <int m, int n, int k, int bytes>
struct Share<matrix_a, m, n, k, bytes> : OperandShare<m, k, bytes> {
  static PREP_SIM_API Place place(unsigned i) { return OperandShare<m, k, bytes>::at(i, m > 8); }
};
template <int m, int n, int k, int bytes>
struct Share<matrix_b, m, n, k, bytes> : OperandShare<n, k, bytes> {
  static PREP_SIM_API Place place(unsigned i) {
    const Place p = OperandShare<n, k, bytes>::at(i, n > 16);
    return {p.column, p.row};
  }
};
template <int m, int n, int k, int bytes>
struct Share<accumulator, m, n, k, bytes> {
  static constexpr int kCount = m * n / 32;
  static PREP_SIM_API Place place(unsigned i) {
    const unsigned tile = i / 4, row = prep_lane / 4 + 8 * (i / 2 % 2), column = 2 * (prep_lane % 4) + i % 2;
    if (n == 32) return {column, 16 * tile + row};
    if (m == 32) return {16 * tile + row, column};
    return {row, 8 * tile + column};
  }
};

}  // namespace prep_detail

template <class Use, int m, int n, int k, class T, class Layout = void>
class fragment {
 public:
  using element_type = T;
  using storage_element_type = typename prep_detail::Element<T>::Storage;
  using prep_share = prep_detail::Share<Use, m, n, k, sizeof(storage_element_type)>;
  static_assert(
      (k == 16 && ((m == 16 && n == 16) || (m == 32 && n == 8) || (m == 8 && n == 32))) ||
          (k == 8 && m == 16 && n == 16) || (k == 4 && m == 8 && n == 8),
      "this wmma shape is not simulated: use 16x16x16, 32x8x16, 8x32x16, 16x16x8 (tf32) or 8x8x4 (double)");
  static constexpr bool prep_repeats =
      prep_detail::Code<T>::kType == prep_mma_f16 && prep_share::kCount < 16 && !__is_same(Use, accumulator);
  enum { num_elements = prep_repeats ? 16 : prep_share::kCount, num_storage_elements = num_elements };
  storage_element_type x[num_elements];
};

template <class Use, int m, int n, int k, class T, class Layout, class Value>
PREP_SIM_API void fill_fragment(fragment<Use, m, n, k, T, Layout>& f, Value value) {
  for (auto& x : f.x) x = static_cast<typename prep_detail::Element<T>::Storage>(value);
}

template <class Use, int m, int n, int k, class T, class Layout, class Memory>
PREP_SIM_API void load_matrix_sync(fragment<Use, m, n, k, T, Layout>& f, const Memory* p, unsigned ldm,
                                   PREP_SIM_SITE) {
  if constexpr (sizeof(Memory) == 2 || sizeof(Memory) == 4)
    prep_require_aligned(p, 16, ldm * sizeof(Memory), prep_file, prep_line);
  using F = fragment<Use, m, n, k, T, Layout>;
  static_assert(!__is_same(Use, accumulator),
                "an accumulator is loaded with wmma::mem_row_major or mem_col_major");
  static_assert(__is_same(Memory, typename F::storage_element_type),
                "the pointer's type is not the fragment's");
  for (unsigned i = 0; i < F::prep_share::kCount; ++i) {
    const prep_detail::Place at = F::prep_share::place(i);
    f.x[i] = __is_same(Layout, row_major) ? p[at.row * ldm + at.column] : p[at.column * ldm + at.row];
  }
  for (unsigned i = F::prep_share::kCount; i < F::num_elements; ++i) f.x[i] = f.x[i - F::prep_share::kCount];
}
template <int m, int n, int k, class T>
PREP_SIM_API void load_matrix_sync(fragment<accumulator, m, n, k, T>& f, const T* p, unsigned ldm,
                                   layout_t layout, PREP_SIM_SITE) {
  if constexpr (sizeof(T) == 2 || sizeof(T) == 4)
    prep_require_aligned(p, 16, ldm * sizeof(T), prep_file, prep_line);
  using F = fragment<accumulator, m, n, k, T>;
  for (unsigned i = 0; i < F::num_elements; ++i) {
    const prep_detail::Place at = F::prep_share::place(i);
    f.x[i] = layout == mem_row_major ? p[at.row * ldm + at.column] : p[at.column * ldm + at.row];
  }
}
template <int m, int n, int k, class T>
PREP_SIM_API void store_matrix_sync(T* p, const fragment<accumulator, m, n, k, T>& f, unsigned ldm,
                                    layout_t layout, PREP_SIM_SITE) {
  if constexpr (sizeof(T) == 2 || sizeof(T) == 4)
    prep_require_aligned(p, 16, ldm * sizeof(T), prep_file, prep_line);
  using F = fragment<accumulator, m, n, k, T>;
  for (unsigned i = 0; i < F::num_elements; ++i) {
    const prep_detail::Place at = F::prep_share::place(i);
    (layout == mem_row_major ? p[at.row * ldm + at.column] : p[at.column * ldm + at.row]) = f.x[i];
  }
}

template <int m, int n, int k, class T, class La, class Lb, class C, class D>
PREP_SIM_API void mma_sync(fragment<accumulator, m, n, k, D>& d, const fragment<matrix_a, m, n, k, T, La>& a,
                           const fragment<matrix_b, m, n, k, T, Lb>& b,
                           const fragment<accumulator, m, n, k, C>& c, bool satf = false, PREP_SIM_SITE) {
  using prep_detail::Code;
  constexpr prep_mma_type type = Code<T>::kType;
  static constexpr prep_mma_operation kOperation = {
      m == 8 && n == 8 ? 8u : 16u, 8, k, type, type, Code<C>::kType, Code<D>::kType, 0};
  static constexpr prep_mma_operation kSaturating = {16, 8, k, type, type, Code<C>::kType, Code<D>::kType, 1};
  constexpr int tiles = m * n / 128, share_a = m * k / 32, share_b = n * k / 32;
  const auto* left = n == 32 ? b.x : a.x;  // D^T = B^T A^T
  const auto* right = n == 32 ? a.x : b.x;
  for (int tile = 0; tile < (tiles == 0 ? 1 : tiles); ++tile) {
    const int left_at = m == 32 ? tile * share_a / 2 : n == 32 ? tile * share_b / 2 : 0;
    const int right_at = m == 16 && n == 16 ? tile * share_b / 2 : 0;
    prep_mma(satf ? &kSaturating : &kOperation, left + left_at, right + right_at, c.x + 4 * tile,
             d.x + 4 * tile, prep_file, prep_line);
  }
}

// To nearest, ties away from zero, at ten bits of fraction (cvt.rna.tf32.f32).
PREP_SIM_API float __float_to_tf32(float x) {
  const unsigned bits = ::prep::sim::bit_cast<unsigned>(x);
  if ((bits & 0x7fffffffu) > 0x7f800000u) return ::prep::sim::bit_cast<float>(0x7fffffffu);
  if ((bits & 0x7f800000u) == 0x7f800000u) return x;
  return ::prep::sim::bit_cast<float>((bits + 0x1000u) & 0xffffe000u);
}

}  // namespace wmma
}  // namespace nvcuda
#if defined(__clang__) && defined(__CUDA__)
#pragma clang force_cuda_host_device end
#endif
