#include <fmt/format.h>

#include <chrono>

#include "cli/calibration_words.h"
#include "cli/execute.h"
#include "cli/task_words.h"
#include "os/error.h"
#include "term/text.h"

namespace prep {
namespace {

template <class Ceilings>
struct Shown {
  Ceilings ceilings;
  Freshness freshness = Freshness::kept;
};

class Calibration {
 public:
  Calibration(const command::Calibrate& command, Session& session) : command_(command), session_(session) {}

  void run() {
    if (command_.what != command::MeasureWhat::cpu) calibrate_gpu();
    if (command_.what != command::MeasureWhat::gpu) cpu_ = shown<CpuCeilings>(this_cpu());
    session_.terminal().end_progress();
    if (session_.json()) {
      answer();
    } else {
      show();
    }
  }

 private:
  template <class Ceilings, class Thing>
  Shown<Ceilings> shown(const Thing& thing) {
    const Known<Ceilings> known = look_up(session_.installation(), thing, session_.clock().now());
    if (known.holds() && command_.keep == command::Keep::use) return {*known.ceilings, Freshness::kept};
    const auto progress = [this](const std::string& line) { session_.terminal().progress(line); };
    const auto start = std::chrono::steady_clock::now();
    Shown<Ceilings> now{measure_ceilings(session_.installation(), thing, session_.clock(), progress),
                        Freshness::measured};
    seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return now;
  }

  // Without a GPU that can be measured the CPU is still worth it; one that was asked for by number is not.
  void calibrate_gpu() {
    const GpuMachine machine = find_gpus();
    const bool asked = command_.what == command::MeasureWhat::gpu;
    const auto gpu = choose_gpu(machine.gpus, asked ? std::optional<int>(command_.gpu) : std::nullopt);
    if (gpu && (asked || !find_nvcc().empty())) {
      gpu_ = shown<GpuCeilings>(*gpu);
      return;
    }
    if (gpu) {
      lacking_ = fmt::format(
          "{} was not measured: nvcc was not found; install the CUDA Toolkit, or put its bin folder into "
          "PATH",
          gpu->name);
    } else if (machine.gpus.empty()) {
      lacking_ = machine.why_none;
    } else {
      lacking_ = fmt::format("there is no GPU {}; nvidia-smi -L lists them", command_.gpu);
    }
    if (asked) throw Error(Exit::environment, "no_gpu", lacking_);
  }

  void answer() {
    JsonObject json = JsonObject::of("prep.calibrate/1");
    if (gpu_) {
      json.object("gpu", to_json_object(gpu_->ceilings, gpu_->freshness));
    } else {
      json.null("gpu");
    }
    json.text_or_null("gpu_missing", lacking_);
    if (cpu_) {
      json.object("cpu", to_json_object(cpu_->ceilings, cpu_->freshness));
    } else {
      json.null("cpu");
    }
    session_.answer(json.number("seconds", seconds_));
  }

  void show() {
    const Look& look = session_.look();
    const std::size_t width = static_cast<std::size_t>(look.width);
    std::string text;
    if (gpu_) text += calibration_table(look, gpu_->ceilings) + "\n";
    if (!lacking_.empty()) text += wrapped("GPU: " + lacking_, width, " ", " ") + "\n";
    if (cpu_) text += calibration_table(look, cpu_->ceilings) + "\n";
    text += wrapped(closing(), width, " ", " ");
    session_.terminal().result(text + next_command(look, next()));
  }

  bool any(Freshness freshness) const {
    return (gpu_ && gpu_->freshness == freshness) || (cpu_ && cpu_->freshness == freshness);
  }
  bool strange() const {
    return (gpu_ && !gpu_->ceilings.strange.empty()) || (cpu_ && !cpu_->ceilings.strange.empty());
  }

  std::string closing() const {
    const Moment now = session_.clock().now();
    const std::string measured = fmt::format("Measured in {:.0f} s and kept.", seconds_);
    if (!any(Freshness::kept)) return measured;
    const std::string date =
        gpu_ && gpu_->freshness == Freshness::kept ? gpu_->ceilings.date : cpu_->ceilings.date;
    const std::string kept =
        fmt::format("{}easured {}, which still holds; --force measures again.",
                    any(Freshness::measured) ? "The rest was m" : "M", local_minute(date, now));
    return any(Freshness::measured) ? measured + " " + kept : kept;
  }
  std::string next() const { return strange() ? "prep calibrate --force" : "prep next"; }

  const command::Calibrate& command_;
  Session& session_;
  std::optional<Shown<GpuCeilings>> gpu_;
  std::optional<Shown<CpuCeilings>> cpu_;
  std::string lacking_;
  double seconds_ = 0;
};

}  // namespace

int execute(const command::Calibrate& c, Session& session) {
  Calibration(c, session).run();
  return 0;
}

}  // namespace prep
