#include "lang/rules.h"

#include <gtest/gtest.h>

#include <array>
#include <vector>

#include "lang/builder.h"

namespace warploom::lang {
namespace {

const Type kVec3d = VecType(3, Scalar::kFloat64);
const Type kVec3h = VecType(3, Scalar::kFloat16);
const Type kMat23 = MatType(2, 3, Scalar::kFloat32);

Type Opaque(std::string_view name) { return {.kind = TypeKind::kOpaque, .id = OpaqueId(name)}; }

// The result of an operator in the pinned table; void where Warp refuses it.
Type Result(BinaryOp op, Type left, Type right) {
  const auto call = FindBinary(PinnedBuiltins(), op, left, right);
  return call ? ResultOfOperator(PinnedBuiltins().call(*call), left, right) : VoidType();
}

TEST(RulesTest, OperatorsTakeWhatWarpTakes) {
  EXPECT_EQ(Result(BinaryOp::kAdd, kFloat, kFloat), kFloat);
  EXPECT_EQ(Result(BinaryOp::kAdd, kFloat, kInt), VoidType()) << "nothing is converted";
  EXPECT_EQ(Result(BinaryOp::kMul, kVec3, kFloat), kVec3);
  EXPECT_EQ(Result(BinaryOp::kMatMul, kMat23, kVec3), kVec2);
  EXPECT_EQ(Result(BinaryOp::kMatMul, kMat33, kVec2), VoidType());
  EXPECT_EQ(Result(BinaryOp::kShl, kFloat, kFloat), VoidType());
  EXPECT_TRUE(FindUnary(PinnedBuiltins(), UnaryOp::kInvert, kInt));
  EXPECT_FALSE(FindUnary(PinnedBuiltins(), UnaryOp::kInvert, kFloat));
}

TEST(RulesTest, OperatorsOnTilesKeepTheirShape) {
  const Type tile = TileOf(kFloat, std::array{4, 8});
  EXPECT_EQ(Result(BinaryOp::kAdd, tile, tile), tile);
  EXPECT_EQ(Result(BinaryOp::kAdd, tile, TileOf(kFloat, std::array{8, 4})), VoidType());
}

TEST(RulesTest, ComparisonsNeedOneType) {
  EXPECT_TRUE(CanCompare(CompareOp::kLt, kInt, kInt));
  EXPECT_FALSE(CanCompare(CompareOp::kLt, kInt, kUint));
  EXPECT_TRUE(CanCompare(CompareOp::kNe, kBool, kBool));
  EXPECT_FALSE(CanCompare(CompareOp::kLt, kBool, kBool));
  EXPECT_TRUE(CanCompare(CompareOp::kEq, kVec3, kVec3));
  EXPECT_FALSE(CanCompare(CompareOp::kNe, kVec3, kVec3)) << "vec_t has == alone";
  EXPECT_FALSE(CanCompare(CompareOp::kEq, StructType(0), StructType(0)));
  EXPECT_FALSE(CanCompare(CompareOp::kEq, ArrayOf(kInt, 1), ArrayOf(kInt, 1)));
}

TEST(RulesTest, ConditionsAreWhatConvertsToBool) {
  EXPECT_TRUE(CanBeCondition(kBool));
  EXPECT_TRUE(CanBeCondition(kFloat));
  EXPECT_TRUE(CanBeCondition(ArrayOf(kVec3, 2)));
  EXPECT_FALSE(CanBeCondition(kHalf));
  EXPECT_FALSE(CanBeCondition(ArrayOf(kFloat, 1, ArrayKind::kIndexed)));
  EXPECT_FALSE(CanBeCondition(kVec3));
}

TEST(RulesTest, FieldsAndFormats) {
  EXPECT_TRUE(CanBeField(kBool));
  EXPECT_TRUE(CanBeField(ArrayOf(VecType(3, Scalar::kBool), 1)));
  EXPECT_FALSE(CanBeField(VecType(3, Scalar::kBool)));
  EXPECT_TRUE(CanFormat(kDouble));
  EXPECT_FALSE(CanFormat(kHalf));
  EXPECT_FALSE(CanFormat(kVec3));
}

TEST(RulesTest, ItemsOfTuplesNeedAKnownIndex) {
  const std::vector<Type> mixed = {kInt, kFloat};
  EXPECT_EQ(TypeOfItem(mixed, 1), kFloat);
  EXPECT_EQ(TypeOfItem(mixed, 2), VoidType());
  EXPECT_EQ(TypeOfItem(mixed, -1), VoidType());
  EXPECT_EQ(TypeOfItem(mixed, std::nullopt), VoidType());
  EXPECT_EQ(TypeOfItem({kInt, kInt}, std::nullopt), kInt);
  EXPECT_EQ(TypeOfItem({}, std::nullopt), VoidType());
}

TEST(RulesTest, ScalarsAndVectorsAreConstructedFromTheirParts) {
  const auto can = [](Type type, const std::vector<Type>& parts) {
    return CanConstruct(type, parts);
  };
  EXPECT_TRUE(can(kInt, {kDouble}));
  EXPECT_FALSE(can(kInt, {kVec3}));
  EXPECT_FALSE(can(kBool, {kHalf}));
  EXPECT_TRUE(can(kVec3, {}));
  EXPECT_TRUE(can(kVec3, {kFloat}));
  EXPECT_TRUE(can(kVec3, {kFloat, kFloat, kFloat}));
  EXPECT_FALSE(can(kVec3, {kFloat, kFloat}));
  EXPECT_FALSE(can(kVec3, {kFloat, kFloat, kInt}));
  EXPECT_TRUE(can(kVec3, {kVec3d})) << "a conversion";
  EXPECT_FALSE(can(kVec3, {kVec2}));
  EXPECT_TRUE(can(kSpatialVec, {kVec3, kVec3}));
  EXPECT_FALSE(can(kSpatialVec, {kFloat})) << "wp.spatial_vector does not fill";
  EXPECT_FALSE(can(kSpatialVec, {kVec3, kVec3h}));
}

TEST(RulesTest, MatricesRotationsAndStructsAreConstructedFromTheirParts) {
  const auto can = [](Type type, const std::vector<Type>& parts) {
    return CanConstruct(type, parts);
  };
  EXPECT_TRUE(can(kMat22, {kFloat, kFloat, kFloat, kFloat}));
  EXPECT_FALSE(can(kMat22, {kVec2, kVec2}));
  EXPECT_TRUE(can(kMat23, {MatType(2, 3, Scalar::kFloat64)}));
  EXPECT_FALSE(can(kMat23, {kMat33}));
  EXPECT_TRUE(can(kQuat, {kVec3, kFloat}));
  EXPECT_FALSE(can(kQuat, {kVec4}));
  EXPECT_TRUE(can(kTransform, {kVec3, kQuat}));
  EXPECT_FALSE(can(kTransform, {kQuat, kVec3}));
  EXPECT_FALSE(can(TileOf(kFloat, std::array{4}), {}));
  const StructDef particle = {"Particle", {{"x", kVec3}, {"m", kFloat}}};
  EXPECT_TRUE(CanConstruct(particle, {}));
  EXPECT_TRUE(CanConstruct(particle, std::array{kVec3, kFloat}));
  EXPECT_FALSE(CanConstruct(particle, std::array{kVec3}));
}

TEST(RulesTest, ConstructorsHaveRows) {
  const std::array<Type, 2> parts = {kVec3, kFloat};
  const auto row = FindConstructor(PinnedBuiltins(), kQuat, parts);
  ASSERT_TRUE(row);
  EXPECT_EQ(PinnedBuiltins().call(*row).result, kQuat);
  EXPECT_FALSE(FindConstructor(PinnedBuiltins(), StructType(0), parts));
}

TEST(RulesTest, SubscriptsOfArrays) {
  const Type image = ArrayOf(kVec3, 2);
  EXPECT_EQ(TypeOfSubscript(image, 2, 0), kVec3);
  EXPECT_EQ(TypeOfSubscript(image, 1, 0), ArrayOf(kVec3, 1));
  EXPECT_EQ(TypeOfSubscript(image, 2, 1), ArrayOf(kVec3, 1));
  EXPECT_EQ(TypeOfSubscript(image, 3, 0), VoidType());
  EXPECT_EQ(TypeOfSubscript(image, 0, 0), VoidType());
  const Type indexed = ArrayOf(kFloat, 2, ArrayKind::kIndexed);
  EXPECT_EQ(TypeOfSubscript(indexed, 2, 0), kFloat);
  EXPECT_EQ(TypeOfSubscript(indexed, 1, 0), ArrayOf(kFloat, 1, ArrayKind::kIndexed));
  EXPECT_EQ(TypeOfSubscript(indexed, 1, 1), VoidType());
  const Type fabric = ArrayOf(kFloat, 2, ArrayKind::kFabric);
  EXPECT_EQ(TypeOfSubscript(fabric, 1, 0), ArrayOf(kFloat, 1)) << "an array in a bucket";
  EXPECT_EQ(TypeOfSubscript(fabric, 1, 1), VoidType());
}

TEST(RulesTest, SubscriptsOfValues) {
  EXPECT_EQ(TypeOfSubscript(kVec3, 1, 0), kFloat);
  EXPECT_EQ(TypeOfSubscript(kVec3, 2, 0), VoidType());
  EXPECT_EQ(TypeOfSubscript(kMat23, 1, 0), kVec3);
  EXPECT_EQ(TypeOfSubscript(kMat23, 2, 0), kFloat);
  EXPECT_EQ(TypeOfSubscript(kTransform, 1, 0), kFloat);
  EXPECT_EQ(TypeOfSubscript(kFloat, 1, 0), VoidType());
  const Type tile = TileOf(kVec3, std::array{4});
  EXPECT_EQ(TypeOfSubscript(tile, 1, 0), kVec3);
  EXPECT_EQ(TypeOfSubscript(tile, 2, 0), kFloat) << "a component of the element";
}

TEST(RulesTest, ComponentsAndShapes) {
  EXPECT_EQ(TypeOfComponent(kVec3, 2), kFloat);
  EXPECT_EQ(TypeOfComponent(kVec3, 3), VoidType());
  EXPECT_EQ(TypeOfComponent(VecType(5, Scalar::kFloat32), 4), VoidType()) << "no name for it";
  EXPECT_EQ(TypeOfComponent(kQuat, 3), kFloat);
  EXPECT_EQ(TypeOfComponent(kTransform, 0), kVec3);
  EXPECT_EQ(TypeOfComponent(kTransform, 1), kQuat);
  EXPECT_EQ(TypeOfComponent(kFloat, 0), VoidType());
  EXPECT_EQ(TypeOfComponent(Opaque("MeshQueryRay"), 6), kVec3);
  EXPECT_TRUE(HasShape(ArrayOf(kFloat, 1, ArrayKind::kIndexed)));
  EXPECT_FALSE(HasShape(ArrayOf(kFloat, 1, ArrayKind::kFabric)));
}

TEST(RulesTest, QueriesAreIteratedAndPassedOn) {
  EXPECT_TRUE(IsIterable(Opaque("MeshQueryAABB")));
  EXPECT_FALSE(IsIterable(Opaque("MeshQueryPoint")));
  EXPECT_FALSE(IsIterable(kInt));
  EXPECT_TRUE(CanPass(kInt, kInt));
  EXPECT_FALSE(CanPass(kInt, kUint));
  EXPECT_TRUE(CanPass(Opaque("MeshQueryAABB"), Opaque("MeshQuery")));
  EXPECT_FALSE(CanPass(Opaque("MeshQuery"), Opaque("MeshQueryAABB")));
}

TEST(RulesTest, ArgumentsThatWarpKnowsAtCompileTimeHaveNoPlaceInARow) {
  Module module;
  Builder b(module, PinnedBuiltins());
  const ExprId number = b.Int(4);
  EXPECT_TRUE(IsInRow(module, number));
  EXPECT_FALSE(IsInRow(module, b.TypeName(kFloat)));
  EXPECT_FALSE(IsInRow(module, b.Callee(b.builtins().Name("add"))));
  EXPECT_FALSE(IsInRow(module, b.Tuple(std::array{number, number})));
  EXPECT_FALSE(IsInRow(module, b.Keyword(KeywordName::kShape, number)));
  EXPECT_TRUE(IsInRow(module, b.Keyword(KeywordName::kValue, number)));
}

TEST(RulesTest, AStarTakesAllComponentsOfOneVariableInOrder) {
  Module module;
  Builder b(module, PinnedBuiltins());
  const VarId v = b.AddVar("v", kVec2);
  const VarId w = b.AddVar("w", kVec2);
  const auto part = [&](VarId var, int index) { return b.Component(b.Var(var), index); };
  const auto starred = [&](const std::vector<ExprId>& parts) {
    return PartsOfOneVariable(module, parts);
  };
  EXPECT_EQ(starred({part(v, 0), part(v, 1)}), 2);
  EXPECT_EQ(starred({part(v, 0), part(v, 1), b.Real(1.0)}), 2);
  EXPECT_EQ(starred({part(v, 1), part(v, 0)}), 0);
  EXPECT_EQ(starred({part(v, 0), part(w, 1)}), 0);
  EXPECT_EQ(starred({part(v, 0)}), 0);
  EXPECT_EQ(starred({}), 0);
}

TEST(RulesTest, FunctionsOfScalarsMayComeFromPython) {
  Module module;
  Builder b(module, PinnedBuiltins());
  const auto source = [&](ExprId call) {
    return SourceOf(module, PinnedBuiltins(), std::get<BuiltinCall>(module[call].node));
  };
  const VarId x = b.AddVar("x", kFloat);
  const VarId v = b.AddVar("v", kVec3);
  const ExprId sine = b.Call("sin", {b.Var(x)});
  EXPECT_EQ(source(sine), MathSource::kWarp);
  module.style.math = MathSource::kMath;
  EXPECT_EQ(source(sine), MathSource::kMath);
  EXPECT_EQ(source(b.Call("length", {b.Var(v)})), MathSource::kWarp);
}

}  // namespace
}  // namespace warploom::lang
