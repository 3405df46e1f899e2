// What the engine tells the analysers while it runs a grid. Called only when checking().
#pragma once
#include "sim/check/hooks.h"
#include "sim/engine/block.h"
#include "sim/engine/grid.h"

namespace prep::sim {

void on_grid_begin(const Grid& grid);
void on_grid_end(const Grid& grid);
void on_block_begin(const Block& block);  // on the host thread that runs it
void on_block_end(const Block& block);
void on_block_abandoned();                                            // after a fault
void on_block_suspend(const Block& block);                            // other blocks run in between
void on_block_resume(const Block& block);                             // from a barrier of the grid
void on_grid_barrier();                                               // all blocks are at it
void on_barrier(const Block& block);                                  // released: block.barriers has grown
void on_warp_meeting(Block& block, Warp& warp, std::uint32_t lanes);  // completed: warp.clock has grown

}  // namespace prep::sim
