// A convolution layer: a thread computes one position of one output channel from the inputs under
// the kernel's window, then applies normalization, a skip connection and an activation.
#include <array>

#include "synth/kit/arguments.h"
#include "synth/kit/arrays.h"
#include "synth/kit/values.h"
#include "synth/motifs/motif.h"

namespace warploom::synth::motifs {
namespace {

using lang::BinaryOp;
using lang::Type;

struct Layer {
  Type real;
  int axes;      // 1: a signal, 2: an image.
  int channels;  // Of the input; the launch's first dimension is the output channel.
  int kernel, stride, dilation, pad;
  bool depthwise, is_padded;  // Padded: the input array contains the padding.
  int input, weights;
  std::vector<Val> position;  // Of the output, without the channel.
  Val channel;
};

std::vector<int> InputSizes(const Sketch& s, const Layer& layer) {
  std::vector<int> sizes;
  for (int k = 0; k < layer.axes; ++k) {
    const int out = s.dims()[static_cast<size_t>(k) + 1];
    const int reach = (out - 1) * layer.stride + layer.dilation * (layer.kernel - 1) + 1;
    sizes.push_back(reach - (layer.is_padded ? 0 : 2 * layer.pad));
  }
  return sizes;
}

Layer DrawLayer(Sketch& s) {
  Layer layer;
  layer.real = Precise(s);
  layer.axes = s.ndim() - 1;
  layer.kernel = s.rng().Choose(std::array{3, 3, 5, 2});
  layer.stride = s.rng().Choose(std::array{1, 1, 2});
  layer.dilation = layer.stride == 1 ? s.rng().Choose(std::array{1, 1, 2}) : 1;
  layer.is_padded = s.rng().Chance(0.3);
  layer.pad = layer.is_padded ? 0 : layer.dilation * (layer.kernel - 1) / 2;
  layer.pad = layer.kernel == 2 ? 0 : layer.pad;
  layer.is_padded = layer.pad == 0;
  layer.depthwise = s.rng().Chance(0.25);
  layer.channel = s.Thread(0);
  for (int k = 0; k < layer.axes; ++k) {
    layer.position.push_back(s.Thread(k + 1));
  }
  layer.channels = layer.depthwise ? s.dims()[0] : s.rng().Choose(std::array{1, 3, 4, 8, 16});
  std::vector<int> shape = {layer.channels};
  const std::vector<int> sizes = InputSizes(s, layer);
  shape.insert(shape.end(), sizes.begin(), sizes.end());
  layer.input = Input(s, layer.real, shape, OneOf(s, {"x", "input_maps", "src"}));
  std::vector<int> taps = {s.dims()[0]};
  if (!layer.depthwise) {
    taps.push_back(layer.channels);
  }
  taps.insert(taps.end(), static_cast<size_t>(layer.axes), layer.kernel);
  layer.weights = Input(s, layer.real, taps, OneOf(s, {"weight", "w", "kernels"}));
  return layer;
}

// The input index along an axis for a tap of the kernel.
Val InputIndex(Sketch& s, const Layer& layer, int axis, const Val& tap) {
  Val at = layer.position[static_cast<size_t>(axis)];
  if (layer.stride > 1) {
    const bool given = s.StyleChoice("stride is given", 0.5);
    at = at * (given ? s.SizeArg(layer.stride, "stride") : s.Int(layer.stride));
  }
  if (layer.dilation > 1) {
    const bool given = s.StyleChoice("dilation is given", 0.5);
    at = at + tap * (given ? s.SizeArg(layer.dilation, "dilation") : s.Int(layer.dilation));
  } else {
    at = at + tap;
  }
  if (layer.pad > 0) {
    at = at - (s.StyleChoice("pad is given", 0.5) ? s.SizeArg(layer.pad, "pad") : s.Int(layer.pad));
  }
  return at;
}

// Adds the window of one input channel to the sum; a depthwise layer passes no channel.
void AddWindow(Sketch& s, const Layer& layer, Val& sum, const Val& channel) {
  static constexpr std::array<std::array<std::string_view, 2>, 2> kTaps = {
      {{"ky", "kx"}, {"r", "q"}}};
  static constexpr std::array<std::array<std::string_view, 2>, 2> kPlaces = {
      {{"row_in", "col_in"}, {"yy", "xx"}}};
  const size_t set = s.StyleChoice("taps are ky and kx", 0.6) ? 0 : 1;
  const std::vector<int> sizes = InputSizes(s, layer);
  std::vector<Val> taps;
  std::vector<Val> indices = {layer.depthwise ? layer.channel : channel};
  const auto add = [&] {
    std::vector<Val> weight = {layer.channel};
    if (!layer.depthwise) {
      weight.push_back(channel);
    }
    weight.insert(weight.end(), taps.begin(), taps.end());
    s.Update(sum, BinaryOp::kAdd, s.At(layer.input, indices) * s.At(layer.weights, weight));
  };
  const std::function<void(int)> loop = [&](int axis) {
    if (axis == layer.axes) {
      return add();
    }
    const auto k = static_cast<size_t>(axis);
    const std::string_view tap_name = layer.axes == 1 ? Free(s, {"k", "tap"}) : kTaps[set][k];
    // Warp unrolls constant ranges, and 5 x 5 taps would give very long code.
    const bool given = layer.kernel > 3 && layer.axes > 1;
    const Val taps_along = given ? s.SizeArg(layer.kernel, "kernel_size") : s.Int(layer.kernel);
    s.For(tap_name, Val{}, taps_along, 0, [&](const Val& tap) {
      const Val at =
          s.Let(InputIndex(s, layer, axis, tap), layer.axes == 1 ? "t_in" : kPlaces[set][k]);
      taps.push_back(tap);
      indices.push_back(Known(at, 0.0, sizes[k] - 1.0));
      if (layer.is_padded) {
        loop(axis + 1);
      } else {
        const Val extent = ShapeOf(s, layer.input, axis + 1);
        s.If(at >= 0 && at < extent, [&] { loop(axis + 1); });
      }
      taps.pop_back();
      indices.pop_back();
    });
  };
  loop(0);
}

// Batch norm or a bias, a skip connection, an activation.
Val Activated(Sketch& s, const Layer& layer, Val value) {
  const Type real = layer.real;
  const int channels = s.dims()[0];
  const auto per_channel = [&](Words names, double low, double high) {
    return s.At(Input(s, real, {channels}, OneOf(s, names), low, high), {layer.channel});
  };
  switch (s.rng().Below(3)) {
    case 0: {
      const Val gain = per_channel({"bn_gain", "gamma"}, 0.5, 1.5);
      value = value * gain + per_channel({"bn_shift", "beta"}, -0.5, 0.5);
      break;
    }
    case 1:
      value = value + per_channel({"bias", "b"}, -0.5, 0.5);
      break;
    default:
      break;
  }
  if (s.rng().Chance(0.25)) {
    value = value + s.ThreadElement(InputNamed(s, real, {"residual", "skip"}));
  }
  value = Named(s, value, {"y", "z", "pre"});
  switch (s.rng().Below(5)) {
    case 0:
      return s.Call("max", {value, s.Real(0.0, real)});
    case 1:
      return s.Select(value > 0.0, value, value * s.DrawNumber(real, 0.01, 0.3));
    case 2:
      return value /
             (1.0 + Exp(Known(-s.Call("clamp", {value, s.Real(-20.0, real), s.Real(20.0, real)}),
                              -20.0, 20.0)));
    case 3:
      return value * s.Draw(real, 2);
    default:
      return value;
  }
}

void DrawConvLayer(Sketch& s) {
  const Layer layer = DrawLayer(s);
  Val sum = Accumulator(s, layer.real, OneOf(s, {"acc", "sum", "total"}));
  if (layer.depthwise || layer.channels == 1) {
    AddWindow(s, layer, sum, layer.depthwise ? Val{} : s.Int(0));
  } else {
    const Val bound = Extent(s, layer.input, 0, OneOf(s, {"in_channels", "c_in"}));
    s.For({"ci", "c"}, Val{}, bound, 0, [&](const Val& c) { AddWindow(s, layer, sum, c); });
  }
  OutputNamed(s, Activated(s, layer, Shown(sum)), {"out", "y_out", "activations_out"});
}

}  // namespace

Motif ConvLayerMotif() {
  return {.name = "conv-layer",
          .family = Family::kLoops,
          .weight = 1.0,
          .draw = DrawConvLayer,
          .min_dims = 2,
          .max_dims = 3,
          .theme = "learning",
          .is_idiom = true};
}

}  // namespace warploom::synth::motifs
