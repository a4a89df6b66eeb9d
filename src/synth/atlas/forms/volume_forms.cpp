#include "synth/atlas/forms/volume_forms.h"

#include <algorithm>
#include <array>

#include "synth/atlas/drawn_arguments.h"
#include "synth/atlas/object_arguments.h"
#include "synth/atlas/results.h"
#include "synth/kit/arguments.h"
#include "synth/kit/objects.h"
#include "synth/kit/values.h"

namespace warploom::synth::atlas {
namespace {

using kit::kVolumeSide;
using kit::Named;
using kit::OneOf;
using kit::SamplingMode;
using kit::TextureArg;
using kit::VolumeArg;
using lang::BuiltinTable;
using lang::Call;
using lang::Type;

// Warp accepts voxel data with any number of dimensions, but reads it as one-dimensional.
bool HasFlatData(const BuiltinTable&, const Call& call) {
  return std::ranges::all_of(call.args, [](Type type) { return type.ndim <= 1; });
}

// The type of the voxels that a call reads or writes; void for volumes of indices.
Type ValuesOf(Sketch& s, const Call& call) {
  const std::string_view name = BuiltinName(s, call);
  if (name.find("index") != std::string_view::npos && !name.starts_with("volume_world") &&
      !name.starts_with("volume_index")) {
    return lang::VoidType();
  }
  if (name.starts_with("volume_store")) {
    return call.args.back();
  }
  const bool tells = name.starts_with("volume_sample") || name.starts_with("volume_lookup");
  return tells ? call.result : lang::kFloat;
}

// A point in index space: wp.volume_world_to_index(volume, p), or an input.
Val PlaceOf(Sketch& s, const Val& volume, Type type) {
  if (type == lang::kVec3 && s.rng().Chance(0.6)) {
    const Val p = DrawArgument(s, NeedOf(type, -1.0, 1.0));
    return Named(s, s.Call("volume_world_to_index", {volume, p}), {"uvw", "q", "p_index"});
  }
  return DrawArgument(s, NeedOf(type, 0.0, kVolumeSide - 1.0));
}

Val VoxelIndex(Sketch& s) { return DrawArgument(s, NeedOf(lang::kInt, 0.0, kVolumeSide - 1.0)); }

Val ArgumentFor(Sketch& s, const Val& volume, const Call& call, size_t index) {
  const std::string_view name = ParameterName(s, call, index);
  const Type type = call.args[index];
  if (name == "id") {
    return volume;
  }
  if (name == "uvw") {
    return BuiltinName(s, call).ends_with("dir") ? DrawArgument(s, NeedOf(type))
                                                 : PlaceOf(s, volume, type);
  }
  if (name == "sampling_mode") {
    return SamplingMode(s, call.result);
  }
  if (name == "voxel_data") {
    ArraySpec spec;
    const Need need = NeedOf(type.element());
    spec.element = need.type;
    spec.shape = {kVolumeSide * kVolumeSide * kVolumeSide};
    spec.low = need.low;
    spec.high = need.high;
    spec.name = OneOf(s, {"voxel_data", "voxels", "values", "data"});
    return s.ArrayRef(s.NewArray(spec));
  }
  const bool is_voxel = name == "i" || name == "j" || name == "k";
  return is_voxel ? VoxelIndex(s) : DrawArgument(s, NeedOf(type));
}

std::vector<Val> ArgumentsFor(Sketch& s, const Val& volume, const Call& call, size_t count) {
  std::vector<Val> args;
  for (size_t i = 0; i < count; ++i) {
    args.push_back(ArgumentFor(s, volume, call, i));
  }
  return args;
}

// Marks a value read from a volume as depending on an input.
Val FromInput(Val value) {
  value.range.from_input = true;
  return value;
}

void ShowVoxelValue(Sketch& s, const Call& call) {
  const Val volume = VolumeArg(s, ValuesOf(s, call));
  const Val value = s.Call(call, ArgumentsFor(s, volume, call, call.args.size()));
  UseResult(s, FromInput(value), ResultName(BuiltinName(s, call)));
}

// grad = wp.vec3(), phi = wp.volume_sample_grad_f(volume, uvw, wp.Volume.LINEAR, grad)
void ShowGradient(Sketch& s, const Call& call) {
  const Val volume = VolumeArg(s, ValuesOf(s, call));
  std::vector<Val> args = ArgumentsFor(s, volume, call, call.args.size() - 1);
  const Val grad = s.Mutable(s.Make(call.args.back(), {}), {"grad", "normal", "slope"});
  s.Hide(grad);
  args.push_back(grad);
  const Val value = Named(s, FromInput(s.Call(call, args)), {"phi", "dist", "value"});
  s.Hide(grad, false);
  s.Output(value);
  s.Output(grad);
}

// The thread's own voxel. Stores outside the volume have no effect.
std::array<Val, 3> OwnVoxel(Sketch& s) {
  if (s.ndim() == 3) {
    return {s.Thread(0), s.Thread(1), s.Thread(2)};
  }
  const Val flat = s.FlatThread();
  const Val side = s.Int(kVolumeSide);
  constexpr int kFace = kVolumeSide * kVolumeSide;
  const Val face = s.Int(kFace);
  const Val i = Named(s, FloorDiv(flat, face), {"i", "vx", "xi"});
  const Val j = Named(s, FloorDiv(flat, side) % kVolumeSide, {"j", "vy", "yi"});
  const Val k = Named(s, flat % kVolumeSide, {"k", "vz", "zi"});
  return {i, j, k};
}

void ShowVoxelStore(Sketch& s, const Call& call) {
  const Val value = DrawNonLiteral(s, NeedOf(call.args.back()));
  const Val volume = VolumeArg(s, call.args.back(), true);
  const std::array<Val, 3> at = OwnVoxel(s);
  s.Do(s.Call(call, std::array{volume, at[0], at[1], at[2], value}));
}

// color = wp.texture_sample(tex, wp.vec2(u, v), dtype=wp.vec4)
void ShowTexture(Sketch& s, const Call& call) {
  std::vector<Val> args = {TextureArg(s, call.args[0], call.result)};
  for (const Type type : call.args.subspan(1)) {
    args.push_back(DrawArgument(s, NeedOf(type, 0.0, 1.0)));
  }
  const std::string_view name = call.result == lang::kVec4
                                    ? OneOf(s, {"color", "rgba", "texel"})
                                    : OneOf(s, {"height", "sample", "texel"});
  UseResult(s, FromInput(s.Call(call, args)), name);
}

constexpr Form kVoxelValue = {Always, ShowVoxelValue};
constexpr Form kGradient = {HasFlatData, ShowGradient};
constexpr Form kStore = {Always, ShowVoxelStore};
constexpr NamedForm kVolumeForms[] = {
    {"texture_sample", {Always, ShowTexture}},
    {"volume_index_to_world", kVoxelValue},
    {"volume_index_to_world_dir", kVoxelValue},
    {"volume_lookup", kVoxelValue},
    {"volume_lookup_f", kVoxelValue},
    {"volume_lookup_i", kVoxelValue},
    {"volume_lookup_index", kVoxelValue},
    {"volume_lookup_v", kVoxelValue},
    {"volume_sample", kVoxelValue},
    {"volume_sample_f", kVoxelValue},
    {"volume_sample_grad", kGradient},
    {"volume_sample_grad_f", kGradient},
    {"volume_sample_grad_index", kGradient},
    {"volume_sample_i", kVoxelValue},
    {"volume_sample_index", {HasFlatData, ShowVoxelValue}},
    {"volume_sample_v", kVoxelValue},
    {"volume_store", kStore},
    {"volume_store_f", kStore},
    {"volume_store_i", kStore},
    {"volume_store_v", kStore},
    {"volume_voxel_count", kVoxelValue},
    {"volume_world_to_index", kVoxelValue},
    {"volume_world_to_index_dir", kVoxelValue},
};

}  // namespace

std::span<const NamedForm> VolumeForms() { return kVolumeForms; }

}  // namespace warploom::synth::atlas
