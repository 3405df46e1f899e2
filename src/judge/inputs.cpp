#include "judge/inputs.h"

#include <set>
#include <stdexcept>

#include "judge/fill.h"
#include "judge/fill_buffer.h"
#include "judge/frame.h"
#include "judge/types.h"

namespace prep {
namespace {

using Values = std::vector<std::vector<std::byte>>;

// Hands a kit's fill() the custom buffers and scripts of one set.
class SetFiller final : public Filler {
 public:
  SetFiller(const std::vector<Buffer>& buffers, Values& values) : buffers_(buffers), values_(values) {}

  Writer script(Name name) override {
    const std::size_t buffer = custom(name);
    if (buffers_[buffer].type != Type::records)
      throw std::logic_error("fill asks for buffer \"" + std::string(name) +
                             "\" as a script, it is not of type records");
    return Writer(values_[buffer]);
  }

  std::span<std::byte> raw(Name name, std::size_t element) override {
    const std::size_t buffer = custom(name);
    if (element != size_of(buffers_[buffer].type) || buffers_[buffer].type == Type::records)
      throw std::logic_error("fill asks for buffer \"" + std::string(name) + "\" with elements of " +
                             std::to_string(element) + " bytes, it is " +
                             std::string(name_of(buffers_[buffer].type)));
    return values_[buffer];
  }

 private:
  std::size_t custom(Name name) const {
    const std::size_t buffer = find_buffer(buffers_, name);
    if (buffers_[buffer].role == Role::out || buffers_[buffer].fill.kind != Fill::Kind::custom)
      throw std::logic_error("fill asks for buffer \"" + std::string(name) + "\", which has no custom fill");
    return buffer;
  }
  const std::vector<Buffer>& buffers_;
  Values& values_;
};

bool is_pure(const Buffer& buffer) {
  return buffer.role != Role::out && buffer.type != Type::records && buffer.fill.kind != Fill::Kind::custom;
}

void fill_pure(const std::vector<Buffer>& buffers, std::uint64_t key, Values& values) {
  for (std::size_t b = 0; b < buffers.size(); ++b) {
    if (!is_pure(buffers[b])) continue;
    values[b].resize(static_cast<std::size_t>(buffers[b].elements()) * size_of(buffers[b].type));
    fill_buffer(buffers[b], chain(key, b + 1), values[b]);
  }
}

Values one_set(const Judge& judge, const Params& params, const std::vector<Buffer>& buffers,
               std::uint64_t key, Filling filling) {
  Values values(buffers.size());
  for (std::size_t b = 0; b < buffers.size(); ++b) {
    const Buffer& buffer = buffers[b];
    if (buffer.role == Role::out || buffer.type == Type::records || is_pure(buffer)) continue;
    values[b].resize(static_cast<std::size_t>(buffer.elements()) * size_of(buffer.type));
  }
  if (filling == Filling::by_judge) fill_pure(buffers, key, values);
  Rng rng(chain(key, 0));
  SetFiller filler(buffers, values);
  judge.fill(params, rng, filler);
  for (std::size_t b = 0; b < buffers.size(); ++b)
    if (buffers[b].type == Type::records &&
        values[b].size() > static_cast<std::size_t>(buffers[b].elements()))
      throw std::logic_error("script \"" + buffers[b].name + "\" has " + std::to_string(values[b].size()) +
                             " bytes, its capacity is " + std::to_string(buffers[b].elements()));
  return values;
}

}  // namespace

Inputs::Inputs(const Judge& judge, const Params& params, std::vector<Buffer> buffers, std::uint64_t key,
               int sets, Filling filling)
    : buffers_(std::move(buffers)) {
  check_buffers(buffers_, params);
  for (int set = 0; set < sets; ++set)
    values_.push_back(
        one_set(judge, params, buffers_, chain(key, 16 + static_cast<std::uint64_t>(set)), filling));
}

Inputs Inputs::of_call(std::uint64_t call_key, int set) const {
  Inputs call;
  call.buffers_ = buffers_;
  call.values_.push_back(values_.at(static_cast<std::size_t>(set)));
  fill_pure(call.buffers_, call_key, call.values_.front());
  return call;
}

void check_buffers(const std::vector<Buffer>& buffers, const Params& params) {
  if (buffers.empty() || buffers.size() > kMaxBuffers)
    throw std::logic_error("a kit has 1 to " + std::to_string(kMaxBuffers) + " buffers, this one " +
                           std::to_string(buffers.size()));
  if (params.all().size() > kMaxParams)
    throw std::logic_error("a case has at most " + std::to_string(kMaxParams) + " parameters");
  for (const auto& [name, value] : params.all())
    if (name.size() >= sizeof FrameParam::name)
      throw std::logic_error("parameter name \"" + name + "\" is over 31 bytes");
  std::set<std::string> names;
  for (const Buffer& buffer : buffers) {
    if (buffer.name.empty() || buffer.name.size() >= sizeof FrameBuffer::name)
      throw std::logic_error("buffer name \"" + buffer.name + "\" must have 1 to 31 bytes");
    if (!names.insert(buffer.name).second)
      throw std::logic_error("two buffers are called \"" + buffer.name + "\"");
    for (const Index extent : buffer.shape)
      if (extent < 0) throw std::logic_error("buffer \"" + buffer.name + "\" has a negative extent");
    if (buffer.type == Type::records && (buffer.shape.size() != 1 || buffer.role == Role::inout))
      throw std::logic_error("records buffer \"" + buffer.name +
                             "\" needs the shape {capacity in bytes} and the role in or out");
    if (buffer.type == Type::records && buffer.role == Role::in && buffer.fill.kind != Fill::Kind::custom)
      throw std::logic_error("script \"" + buffer.name + "\" needs a custom fill");
  }
}

std::size_t find_buffer(const std::vector<Buffer>& buffers, Name name) {
  for (std::size_t b = 0; b < buffers.size(); ++b)
    if (buffers[b].name == name) return b;
  throw std::logic_error("the judge knows no buffer \"" + std::string(name) + "\"");
}

DataView::DataView(const std::vector<Buffer>& buffers, std::vector<std::span<const std::byte>> bytes,
                   const char* what)
    : buffers_(buffers), bytes_(std::move(bytes)), what_(what) {}

DataView DataView::of_set(const Inputs& inputs, int set) {
  static constexpr std::byte kEmpty{};
  std::vector<std::span<const std::byte>> bytes(inputs.buffers().size());
  for (std::size_t b = 0; b < bytes.size(); ++b) {
    if (inputs.buffers()[b].role == Role::out) continue;
    bytes[b] = inputs.bytes(set, b);
    if (bytes[b].data() == nullptr) bytes[b] = {&kEmpty, 0};
  }
  return {inputs.buffers(), std::move(bytes), "input"};
}

std::size_t DataView::present(Name name) const {
  const std::size_t buffer = find_buffer(buffers_, name);
  if (bytes_[buffer].data() == nullptr)
    throw std::logic_error("buffer \"" + std::string(name) + "\" is no " + what_);
  return buffer;
}

double DataView::at(Name name, Index element) const {
  const std::size_t buffer = present(name);
  const std::size_t size = size_of(buffers_[buffer].type);
  if (element < 0 || static_cast<std::size_t>(element) >= bytes_[buffer].size() / size)
    throw std::logic_error("element " + std::to_string(element) + " of " + what_ + " \"" + std::string(name) +
                           "\" is outside it");
  return load(buffers_[buffer].type, &bytes_[buffer][static_cast<std::size_t>(element) * size]);
}

Reader DataView::records(Name name) const {
  const std::size_t buffer = present(name);
  if (buffers_[buffer].type != Type::records)
    throw std::logic_error("buffer \"" + std::string(name) + "\" is not of type records");
  return Reader(bytes_[buffer]);
}

std::span<const std::byte> DataView::raw(Name name, std::size_t element) const {
  const std::size_t buffer = present(name);
  if (element != size_of(buffers_[buffer].type))
    throw std::logic_error(std::string(what_) + " \"" + std::string(name) + "\" is " +
                           std::string(name_of(buffers_[buffer].type)) + ", read with elements of " +
                           std::to_string(element) + " bytes");
  return bytes_[buffer];
}

}  // namespace prep
