#include "lang/object_fields.h"

#include <array>

namespace warploom::lang {
namespace {

// types.py: MeshQueryPoint, MeshQueryRay, Mesh; texture.py: Texture1D...
constexpr std::array<ObjectField, 5> kPoint = {
    {{"result", kBool}, {"sign", kFloat}, {"face", kInt}, {"u", kFloat}, {"v", kFloat}}};
constexpr std::array<ObjectField, 7> kRay = {{{"result", kBool},
                                              {"sign", kFloat},
                                              {"face", kInt},
                                              {"t", kFloat},
                                              {"u", kFloat},
                                              {"v", kFloat},
                                              {"normal", kVec3}}};
constexpr std::array<ObjectField, 3> kMesh = {{{"points", ArrayOf(kVec3, 1)},
                                               {"velocities", ArrayOf(kVec3, 1)},
                                               {"indices", ArrayOf(kInt, 1)}}};
constexpr std::array<ObjectField, 3> kTexture = {
    {{"width", kInt}, {"height", kInt}, {"depth", kInt}}};

}  // namespace

std::span<const ObjectField> FieldsOfObject(Type opaque) {
  const std::string_view name = OpaqueName(opaque.id);
  if (name == "MeshQueryPoint") {
    return kPoint;
  }
  if (name == "MeshQueryRay") {
    return kRay;
  }
  if (name == "Mesh") {
    return kMesh;
  }
  if (name.starts_with("Texture")) {
    return std::span(kTexture).first(static_cast<size_t>(name[7] - '0'));
  }
  return {};
}

}  // namespace warploom::lang
