// The contract of ex_18: how many blocks of a kernel fit on one multiprocessor (SM) at the same time, and
// what stops one more.
//
// All sizes are ints; shared memory is in bytes, registers are 32-bit registers. A warp has 32 threads. Units
// and sub_partitions are powers of two; nothing overflows an int.
#pragma once

inline constexpr int oc_warp = 32;

struct oc_device {
  int threads_per_block;     // the largest block that may be launched
  int warps_per_sm;          // resident at the same time
  int blocks_per_sm;         // resident at the same time
  int registers_per_sm;      // in all sub-partitions together; a multiple of sub_partitions
  int registers_per_block;   // that one block may ask for, at most registers_per_sm
  int registers_per_thread;  // that one thread may ask for
  int register_unit;         // a warp gets its registers in multiples of this
  int sub_partitions;        // a warp lives in one of them, and so do its registers
  int shared_per_sm;
  int shared_per_block;  // that one block may ask for, static and dynamic together
  int shared_reserved;   // what the system takes for every block, on top of what it asked for
  int shared_unit;       // a block gets its shared memory in multiples of this
};

struct oc_kernel {
  int threads;    // per block, at least 1
  int registers;  // per thread, at least 0
  int static_shared, dynamic_shared;
};

enum oc_limit : unsigned { OC_WARPS = 1, OC_REGISTERS = 2, OC_SHARED = 4, OC_BLOCKS = 8 };

// Returns how many blocks are resident on one SM. *limits becomes the set of *all* factors that allow no more
// than that, several bits where several bind; where the answer is 0, the factors that allow none.
//
// Four factors, each with its own count; the least of them is the answer:
//   OC_WARPS      W = threads / 32, rounded up.  warps_per_sm / W, rounded down; 0 if threads >
//   threads_per_block. OC_REGISTERS  G = registers * 32, rounded up to register_unit: the registers of one
//   warp.
//                 S = (registers_per_sm / sub_partitions) / G, rounded down: the warps of one sub-partition.
//                 sub_partitions * S / W, rounded down.
//                 0 if registers > registers_per_thread, or if G * (W rounded up to sub_partitions) >
//                 registers_per_block: a launch is checked as if every sub-partition got its share.
//                 No limit at all for registers == 0.
//   OC_SHARED     A = static + dynamic + reserved, rounded up to shared_unit.  shared_per_sm / A, rounded
//   down;
//                 0 if A > shared_per_block + shared_reserved. No limit at all for A == 0.
//   OC_BLOCKS     blocks_per_sm.
extern "C" int oc_blocks(const oc_device* device, const oc_kernel* kernel, unsigned* limits);
