#include "print/launch_printer.h"

#include <gtest/gtest.h>

#include <array>

#include "lang/builder.h"

namespace warploom::print {
namespace {

using lang::ArgPlan;
using lang::Fill;

TEST(PrintLaunch, TellsHowToMakeEveryArgument) {
  lang::Module module;
  lang::Builder b(module, lang::PinnedBuiltins());
  const lang::Type body =
      b.AddStruct({.name = "Body", .fields = {{"mass", lang::kFloat}, {"id", lang::kInt}}});
  const std::array vars = {b.AddVar("x", ArrayOf(lang::kVec3, 2)), b.AddVar("n", lang::kInt),
                           b.AddVar("bodies", ArrayOf(body, 1)),
                           b.AddVar("out", ArrayOf(lang::kFloat, 1))};
  b.OpenBlock();
  b.AddFunction("step", vars, {});
  module.launch = {
      .dims = {4, 8},
      .args = {
          {.fill = Fill::kUniform, .low = -1.5, .high = 1e-5, .shape = {4, 8}, .fields = {}},
          {.fill = Fill::kConstant, .low = 4, .high = 4, .shape = {}, .fields = {}},
          {.fill = Fill::kFields,
           .shape = {4},
           .fields = {{.fill = Fill::kUniform, .low = 1, .high = 2, .shape = {}, .fields = {}},
                      {.fill = Fill::kUniform, .low = 0, .high = 3, .shape = {}, .fields = {}}}},
          {.fill = Fill::kZero,
           .low = -1,
           .high = 1,
           .shape = {4},
           .fields = {},
           .is_output = true}}};
  EXPECT_EQ(
      PrintLaunch(module),
      R"({"dims": [4, 8], "args": [)"
      R"({"name": "x", "type": "array2<vec3<float32>>", "shape": [4, 8], "fill": "uniform", )"
      R"("range": [-1.5, 1e-05], "is_output": false}, )"
      R"({"name": "n", "type": "int32", "shape": [], "fill": "constant", "range": [4, 4], )"
      R"("is_output": false}, )"
      R"({"name": "bodies", "type": "array1<Body>", "shape": [4], "fill": "fields", )"
      R"("range": [0.0, 0.0], "is_output": false, "fields": [)"
      R"({"name": "mass", "type": "float32", "shape": [], "fill": "uniform", "range": [1.0, 2.0], )"
      R"("is_output": false}, )"
      R"({"name": "id", "type": "int32", "shape": [], "fill": "uniform", "range": [0, 3], )"
      R"("is_output": false}]}, )"
      R"({"name": "out", "type": "array1<float32>", "shape": [4], "fill": "zero", )"
      R"("range": [0.0, 0.0], "is_output": true}]})");
}

TEST(PrintLaunch, TellsWhatObjectsAreMadeOf) {
  lang::Module module;
  lang::Builder b(module, lang::PinnedBuiltins());
  const std::array vars = {b.AddVar("x", ArrayOf(lang::kVec3, 1)), b.AddVar("grid", lang::kUint64),
                           b.AddVar("voxels", lang::kUint64)};
  b.OpenBlock();
  b.AddFunction("step", vars, {});
  ArgPlan points = {.fill = Fill::kUniform, .low = -1, .high = 1, .shape = {4}, .fields = {}};
  ArgPlan grid = points;
  grid.fill = Fill::kHashGrid;
  grid.object = {.values = lang::kVec3, .groups = 2, .points = vars[0]};
  ArgPlan volume = points;
  volume.fill = Fill::kVolume;
  volume.shape = {8, 8, 8};
  module.launch = {.dims = {4}, .args = {points, grid, volume}};
  EXPECT_EQ(PrintLaunch(module),
            R"({"dims": [4], "args": [)"
            R"({"name": "x", "type": "array1<vec3<float32>>", "shape": [4], "fill": "uniform", )"
            R"("range": [-1.0, 1.0], "is_output": false}, )"
            R"({"name": "grid", "type": "uint64", "shape": [4], "fill": "hash_grid", )"
            R"("range": [-1.0, 1.0], "is_output": false, "values": "vec3<float32>", "groups": 2, )"
            R"("points": "x"}, )"
            R"({"name": "voxels", "type": "uint64", "shape": [8, 8, 8], "fill": "volume", )"
            R"("range": [-1.0, 1.0], "is_output": false, "values": "index", "groups": 0}]})");
}

}  // namespace
}  // namespace warploom::print
