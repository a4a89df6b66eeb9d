#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "synth/kit/arrays.h"
#include "synth/kit/grid.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"
#include "synth/sketch/sketch.h"

namespace warploom::synth::motifs {

int Image(Sketch& s, lang::Type element);

std::string_view OutName(Sketch& s);

// A window of pixels around the thread's own: nested loops over offsets, with border handling.
class Window {
 public:
  Window(Sketch& s, int image, int radius)
      : sketch_(s), grid_(s), image_(image), radius_(radius), kind_(s.rng().Below(3)) {
    // Warp unrolls constant ranges; a wide window would become pages of code.
    if ((radius > 1 && s.ndim() > 1) || s.rng().Chance(0.35)) {
      bound_ = s.SizeArg(radius, {"radius", "r", "half_width", "kernel_radius"});
    } else {
      bound_ = s.Int(radius);
    }
  }

  // True when pixels outside the image are skipped, so that the others must be counted.
  bool skips() const { return kind_ == 0; }

  // body(pixel, offsets) for every pixel of the window.
  void Each(const std::function<void(const Val&, std::span<const Val>)>& body) {
    offsets_.clear();
    indices_.clear();
    Loop(0, body);
  }

 private:
  void Loop(int axis, const std::function<void(const Val&, std::span<const Val>)>& body) {
    Sketch& s = sketch_;
    static constexpr std::array<std::string_view, 2> kOffsets = {"dy", "dx"};
    static constexpr std::array<std::string_view, 2> kIndices = {"yy", "xx"};
    const auto k = static_cast<size_t>(axis);
    const auto name = s.ndim() == 1 ? std::string_view("k") : kOffsets[k];
    const bool given = std::holds_alternative<lang::VarRef>(s.module()[bound_.id].node);
    const Val start = given ? -bound_ : s.Int(-radius_);
    const Val stop = given ? bound_ + 1 : s.Int(radius_ + 1);
    s.For(name, start, stop, 0, [&](const Val& d) {
      const double last = s.dims()[k] - 1.0;
      Val index = s.Thread(axis) + d;
      if (kind_ == 1) {
        index = s.Call("clamp", {index, s.Int(0), grid_.Last(axis)});
      } else if (kind_ == 2) {
        index = radius_ <= static_cast<int>(last)
                    ? Modulo({(index + grid_.Size(axis)), grid_.Size(axis)})
                    : s.Call("clamp", {index, s.Int(0), grid_.Last(axis)});
      }
      index = s.Let(index, s.ndim() == 1 ? std::string_view("j") : kIndices[k]);
      offsets_.push_back(d);
      indices_.push_back(Known(index, 0.0, last));
      if (axis + 1 < s.ndim()) {
        Loop(axis + 1, body);
      } else if (kind_ == 0) {
        Guarded(index, body);
      } else {
        body(s.At(image_, indices_), offsets_);
      }
      offsets_.pop_back();
      indices_.pop_back();
    });
  }

  void Guarded(const Val& last_index,
               const std::function<void(const Val&, std::span<const Val>)>& body) {
    Sketch& s = sketch_;
    std::vector<Val> inside;
    for (int axis = 0; axis < s.ndim(); ++axis) {
      const Val index = axis + 1 == s.ndim() ? last_index : indices_[static_cast<size_t>(axis)];
      inside.push_back(index >= 0);
      inside.push_back(index < grid_.Size(axis));
    }
    s.If(AllOf(inside), [&] { body(s.At(image_, indices_), offsets_); });
  }

  Sketch& sketch_;
  Grid grid_;
  int image_;
  int radius_;
  uint64_t kind_;
  Val bound_;
  std::vector<Val> offsets_;
  std::vector<Val> indices_;
};

// The squared distance of an offset, as a real number.
Val SquaredOffset(Sketch& s, std::span<const Val> offsets);

// exp(-x) for an x that is never negative.
Val Falling(Sketch& s, const Val& x);

}  // namespace warploom::synth::motifs
