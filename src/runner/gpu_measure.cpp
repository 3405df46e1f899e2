#include "runner/gpu_measure.h"

#include <charconv>
#include <cmath>
#include <sstream>
#include <string>

#include "runner/gpu_row.h"
#include "runner/gpu_watch.h"
#include "runner/inability.h"
#include "runner/launches.h"
#include "runner/slot.h"
#include "runner/status.h"

namespace prep::runner {
namespace {

std::uint64_t hex(const std::string& text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, 16);
  return value;
}

class Measurement {
 public:
  Measurement(CaseMemory& memory, Buffers& buffers, CallBridge& bridge)
      : memory_(memory), buffers_(buffers), bridge_(bridge), row_(memory, buffers) {}

  // False: the row is over.
  bool obey(const std::string& line) {
    std::istringstream words(line);
    std::string verb, key, third;
    words >> verb >> key;
    if (verb == "call") {
      std::uint32_t set = 0;
      words >> set >> third;
      call(hex(key), set % 2, third == "held" ? Hold::held : Hold::free);
    } else if (verb == "look") {
      std::uint64_t number = 0;
      words >> number;
      look(hex(key), number);
    } else if (verb == "keep") {
      keep();
    } else if (verb == "stop") {
      return false;
    } else {
      throw Inability("prep said \"" + line + "\", a runner on a GPU knows call, look, keep and stop");
    }
    return true;
  }

  std::uint32_t calls() const { return calls_; }

 private:
  void call(std::uint64_t key, std::uint32_t set, Hold hold) {
    row_.prepare(key, set);
    watch_.chill();
    watch_.set_hold(hold);
    if (calls_ == 0) note_launches(Noting::on);
    error_ = bridge_.run(set, watch_, extent_);
    if (calls_ == 0) note_launches(Noting::off);
    ++calls_;
    // A part that call.cpp times itself must not lie inside a whole that holds the device.
    if (bridge_.timed_a_part()) extent_ = CallBridge::Extent::parts;
    const Shot shot = watch_.take();
    if (error_.code == 0) row_.remember();
    std::string answer = "{\"ns\":" + std::to_string(std::llround(shot.event_us * 1000)) +
                         ",\"wall_ns\":" + std::to_string(std::llround(shot.wall_us * 1000)) +
                         ",\"mhz\":" + std::to_string(std::llround(shot.sm_mhz)) +
                         ",\"gave_up\":" + (shot.gave_up ? "true" : "false");
    if (error_.code != 0)
      answer += ",\"cuda_error\":" + std::to_string(error_.code) + ",\"cuda_name\":\"" + error_.name + "\"";
    if (calls_ == 1) answer += ",\"kernels\":" + noted_launches();
    tell_line(answer + "}");
  }

  void look(std::uint64_t key, std::uint64_t number) {
    if (error_.code != 0) throw Inability("a call that failed cannot be looked at");
    const GpuRow::Seen seen = row_.look(key, number);
    tell_line("{\"changed\":" + std::to_string(seen.counts.changed) + ",\"unwritten\":" +
              std::to_string(seen.counts.unwritten) + ",\"guards\":" + std::to_string(seen.counts.guards) +
              ",\"late\":" + (seen.changed_since ? "true" : "false") + "}");
  }

  void keep() {
    const std::span<std::byte> slot = memory_.slot(0);
    // A device that failed may answer nothing any more.
    if (error_.code != 0)
      buffers_.leave_blank(slot);
    else
      buffers_.copy_out(slot);
    finish_slot(slot, error_);
    tell_line("{\"kept\":true}");
  }

  CaseMemory& memory_;
  Buffers& buffers_;
  CallBridge& bridge_;
  GpuRow row_;
  GpuWatch watch_;
  CallBridge::Extent extent_ = CallBridge::Extent::whole;
  DeviceError error_;
  std::uint32_t calls_ = 0;
};

}  // namespace

void measure_on_gpu(CaseMemory& memory, Buffers& buffers, CallBridge& bridge) {
  Measurement measurement(memory, buffers, bridge);
  tell_call(0);
  while (const std::optional<std::string> word = next_word())
    if (!measurement.obey(*word)) break;
  tell_done(measurement.calls(), memory.frame().nonce, MutantEffect::none_asked);
}

}  // namespace prep::runner
