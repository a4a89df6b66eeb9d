#include "synth/kit/objects.h"

#include <array>
#include <string>

#include "lang/object_fields.h"
#include "synth/kit/arguments.h"
#include "synth/kit/values.h"

namespace warploom::synth::kit {
namespace {

using lang::ArgPlan;
using lang::Fill;
using lang::Type;

ArgPlan PlanFor(Fill fill, double low, double high, std::vector<int> shape, Type values) {
  ArgPlan plan;
  plan.fill = fill;
  plan.low = low;
  plan.high = high;
  plan.shape = std::move(shape);
  plan.object.values = values;
  return plan;
}

SolidArg SolidOf(Sketch& s, const Val& id) {
  const ArgPlan& plan = s.PlanOf(id);
  SolidArg solid = {id, 0, plan.shape[0], plan.object.groups};
  if (plan.fill == Fill::kMesh) {
    solid.points = plan.shape[0] * plan.shape[1] + 2;
    solid.parts = plan.shape[0] * plan.shape[1] * 2;
  }
  return solid;
}

}  // namespace

SolidArg MeshArg(Sketch& s, bool has_groups) {
  const std::string_view key = has_groups ? "grouped mesh" : "mesh";
  if (const Val known = s.Recall(key); known.is_valid()) {
    return SolidOf(s, known);
  }
  static constexpr std::array kSides = {5, 6, 8, 12};
  const int rings = s.rng().Choose(std::array{2, 3, 4, 5});
  const int sides = s.rng().Choose(kSides);
  ArgPlan plan = PlanFor(Fill::kMesh, 0.8, 1.2, {rings, sides}, lang::kVec3);
  plan.object.groups = has_groups ? s.rng().Choose(std::array{2, 3, 4}) : 0;
  const std::string_view name =
      has_groups ? OneOf(s, {"env_mesh", "world_mesh", "group_mesh"})
                 : OneOf(s, {"mesh", "mesh_id", "mesh", "collider", "surface", "shape_mesh"});
  const Val id = s.NewParam(lang::kUint64, name, std::move(plan));
  s.Remember(key, id);
  return SolidOf(s, id);
}

SolidArg BvhArg(Sketch& s) {
  if (const Val known = s.Recall("bvh"); known.is_valid()) {
    return SolidOf(s, known);
  }
  static constexpr std::array kCounts = {16, 24, 32, 64, 100};
  ArgPlan plan =
      PlanFor(Fill::kBvh, -kObjectReach, kObjectReach, {s.rng().Choose(kCounts)}, lang::kVec3);
  plan.object.groups = s.rng().Choose(std::array{2, 3, 4});
  const std::string_view name = OneOf(s, {"bvh", "bvh_id", "bvh", "tree", "scene_bvh"});
  const Val id = s.NewParam(lang::kUint64, name, std::move(plan));
  s.Remember("bvh", id);
  return SolidOf(s, id);
}

Val HashGridArg(Sketch& s, int positions, int groups) {
  const ArrayInfo& array = s.arrays()[static_cast<size_t>(positions)];
  const std::string key = (groups > 0 ? "grouped grid " : "hash grid ") + std::to_string(positions);
  if (const Val known = s.Recall(key); known.is_valid()) {
    return known;
  }
  const ArgPlan& points = s.PlanOf(s.ArrayRef(positions));
  WARPLOOM_CHECK(points.fill == Fill::kUniform && points.shape.size() == 1,
                 "a hash grid is built over a row of points");
  ArgPlan plan = PlanFor(Fill::kHashGrid, points.low, points.high, points.shape, array.element);
  plan.object.groups = groups;
  plan.object.points = array.var;
  const std::string_view name = groups > 0
                                    ? OneOf(s, {"env_grid", "group_grid", "world_grid"})
                                    : OneOf(s, {"grid", "grid_id", "hash_grid", "particle_grid"});
  const Val id = s.NewParam(lang::kUint64, name, std::move(plan));
  s.Remember(key, id);
  return id;
}

Val VolumeArg(Sketch& s, Type values, bool is_output) {
  const std::string key = "volume of " + ToText(values);
  if (const Val known = s.Recall(key); known.is_valid() && !is_output) {
    return known;
  }
  const bool is_real = lang::IsFloat(values.scalar);
  const bool is_signed = !values.is_int() || lang::Info(values.scalar).is_signed;
  const double high = is_real ? 1.0 : 9.0;
  ArgPlan plan = PlanFor(Fill::kVolume, is_signed ? -high : 0.0, high,
                         {kVolumeSide, kVolumeSide, kVolumeSide}, values);
  plan.is_output = is_output;
  const std::string_view name = is_output
                                    ? OneOf(s, {"volume_out", "dst_volume", "target_volume"})
                                    : OneOf(s, {"volume", "volume_id", "sdf", "field", "grid_vol"});
  const Val id = s.NewParam(lang::kUint64, name, std::move(plan));
  if (!is_output) {
    s.Remember(key, id);
  }
  return id;
}

Val SamplingMode(Sketch& s, Type values) {
  using lang::NumberName;
  const bool linear = lang::IsFloat(values.scalar) && s.rng().Chance(0.75);
  const NumberName name = linear ? NumberName::kVolumeLinear : NumberName::kVolumeClosest;
  const lang::ExprId id = s.builder().Named(name, lang::NumberSource::kWarp);
  return {&s, id, lang::kInt, Exactly(linear ? 1.0 : 0.0)};
}

Val TextureArg(Sketch& s, Type kind, Type values) {
  const std::string key = "texture " + ToText(kind) + ToText(values);
  if (const Val known = s.Recall(key); known.is_valid()) {
    return known;
  }
  const size_t rank = lang::FieldsOfObject(kind).size();
  static constexpr std::array kExtents = {4, 8, 16};
  std::vector<int> shape;
  for (size_t k = 0; k < rank; ++k) {
    shape.push_back(s.rng().Choose(kExtents));
  }
  ArgPlan plan = PlanFor(Fill::kTexture, 0.0, 1.0, std::move(shape), values);
  const std::string_view name =
      OneOf(s, {"tex", "texture", "albedo", "height_map", "lut", "noise_tex"});
  const Val texture = s.NewParam(kind, name, std::move(plan));
  s.Remember(key, texture);
  return texture;
}

Val Part(const Val& object, std::string_view name) {
  const auto fields = lang::FieldsOfObject(object.type);
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == name) {
      const lang::ExprId id = object.sketch->builder().Component(object.id, static_cast<int>(i));
      Val part = {object.sketch, id, fields[i].type, Unknown(fields[i].type)};
      part.range.from_input = true;
      return part;
    }
  }
  WARPLOOM_CHECK(false, ToText(object.type) + " has no " + std::string(name));
}

Val PartBelow(const Val& object, std::string_view name, int extent) {
  return Known(Part(object, name), 0.0, extent - 1.0);
}

int PartArray(const Val& object, std::string_view name, int extent, const ValueRange& elements) {
  ValueRange value_range = elements;
  value_range.from_input = true;
  return object.sketch->AsArray(Part(object, name), {extent}, value_range);
}

}  // namespace warploom::synth::kit
