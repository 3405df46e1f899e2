// The few calls of cuBLASLt that are needed, declared here and looked up at run time: the toolkit's header
// and library may be missing, or the library may come from elsewhere (a Python package). Where the header is
// found, the compiler compares.
#pragma once
#include <cuda_runtime.h>
#include <dlfcn.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#if __has_include(<cublasLt.h>)
#include <cublasLt.h>
#endif

namespace prep_calibrate {

namespace lt {
enum Compute { compute_f32 = 68, compute_i32 = 72, compute_tf32 = 77 };
enum DescAttribute { desc_transa = 3, desc_transb = 4, desc_fast_accum = 25 };
enum PreferenceAttribute { preference_workspace = 1 };
constexpr int kTransposed = 1, kSuccess = 0;

struct Algo {
  std::uint64_t data[8];
};
struct Heuristic {
  Algo algo;
  std::size_t workspace;
  int state;
  float waves;
  int reserved[4];
};

#if __has_include(<cublasLt.h>)
static_assert(compute_f32 == int{CUBLAS_COMPUTE_32F} && compute_i32 == int{CUBLAS_COMPUTE_32I} &&
              compute_tf32 == int{CUBLAS_COMPUTE_32F_FAST_TF32});
static_assert(desc_transa == int{CUBLASLT_MATMUL_DESC_TRANSA} &&
              desc_transb == int{CUBLASLT_MATMUL_DESC_TRANSB});
static_assert(preference_workspace == int{CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES});
static_assert(kTransposed == int{CUBLAS_OP_T} && kSuccess == int{CUBLAS_STATUS_SUCCESS});
static_assert(sizeof(Algo) == sizeof(cublasLtMatmulAlgo_t) &&
              sizeof(Heuristic) == sizeof(cublasLtMatmulHeuristicResult_t));
static_assert(offsetof(Heuristic, workspace) == offsetof(cublasLtMatmulHeuristicResult_t, workspaceSize) &&
              offsetof(Heuristic, state) == offsetof(cublasLtMatmulHeuristicResult_t, state));
#if CUBLAS_VER_MAJOR >= 12  // older headers do not know it
static_assert(desc_fast_accum == int{CUBLASLT_MATMUL_DESC_FAST_ACCUM});
#endif
#endif

using Handle = void*;
}  // namespace lt

class CublasLt {
 public:
  // Under the loader's own folders first, then in those given.
  explicit CublasLt(const std::vector<std::string>& folders) {
    std::vector<std::string> names;
    for (const char* name :
         {"libcublasLt.so.13", "libcublasLt.so.12", "libcublasLt.so.11", "libcublasLt.so"}) {
      names.emplace_back(name);
      for (const std::string& folder : folders) names.push_back(folder + "/" + name);
    }
    for (const std::string& name : names) {
      library_ = dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
      if (library_ == nullptr) continue;
      if (look_up() && create(&handle) == lt::kSuccess) return;
      library_ = nullptr;
    }
  }
  bool found() const { return library_ != nullptr; }
  std::string version() const {
    const std::size_t number = get_version();  // 130101; before 12.0 as 110502
    return "cuBLASLt " + std::to_string(number / 10000) + "." + std::to_string(number / 100 % 100) + "." +
           std::to_string(number % 100);
  }

  lt::Handle handle = nullptr;
  int (*create)(lt::Handle*) = nullptr;
  std::size_t (*get_version)() = nullptr;
  int (*desc_create)(void**, int compute, int scale_type) = nullptr;
  int (*desc_destroy)(void*) = nullptr;
  int (*desc_set)(void*, int attribute, const void*, std::size_t) = nullptr;
  int (*layout_create)(void**, int type, std::uint64_t rows, std::uint64_t columns,
                       std::int64_t ld) = nullptr;
  int (*layout_destroy)(void*) = nullptr;
  int (*preference_create)(void**) = nullptr;
  int (*preference_destroy)(void*) = nullptr;
  int (*preference_set)(void*, int attribute, const void*, std::size_t) = nullptr;
  int (*heuristic)(lt::Handle, void* desc, void* a, void* b, void* c, void* d, void* preference, int wanted,
                   lt::Heuristic*, int* got) = nullptr;
  int (*matmul)(lt::Handle, void* desc, const void* alpha, const void* a, void* a_layout, const void* b,
                void* b_layout, const void* beta, const void* c, void* c_layout, void* d, void* d_layout,
                const lt::Algo*, void* workspace, std::size_t workspace_bytes, cudaStream_t) = nullptr;

 private:
  template <class Function>
  bool find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(dlsym(library_, name));
    return function != nullptr;
  }
  bool look_up() {
    return find(create, "cublasLtCreate") && find(get_version, "cublasLtGetVersion") &&
           find(desc_create, "cublasLtMatmulDescCreate") && find(desc_destroy, "cublasLtMatmulDescDestroy") &&
           find(desc_set, "cublasLtMatmulDescSetAttribute") &&
           find(layout_create, "cublasLtMatrixLayoutCreate") &&
           find(layout_destroy, "cublasLtMatrixLayoutDestroy") &&
           find(preference_create, "cublasLtMatmulPreferenceCreate") &&
           find(preference_destroy, "cublasLtMatmulPreferenceDestroy") &&
           find(preference_set, "cublasLtMatmulPreferenceSetAttribute") &&
           find(heuristic, "cublasLtMatmulAlgoGetHeuristic") && find(matmul, "cublasLtMatmul");
  }

  void* library_ = nullptr;
};

}  // namespace prep_calibrate
