#include "lang/kind_tags.h"

#include <gtest/gtest.h>

#include <set>

#include "lang/builder.h"

namespace warploom::lang {
namespace {

// A tag is part of every structural hash: one that changes makes all kernels new ones.
TEST(KindTagsTest, DependOnTheNameAlone) {
  EXPECT_EQ(TagOfName(""), 0xcbf29ce484222325ULL);
  EXPECT_EQ(TagOfName("a"), 0xaf63dc4c8601ec8cULL);  // FNV-1a, as published.
  EXPECT_EQ(kKindTag<Literal>, TagOfName("expr.Literal"));
  EXPECT_EQ(kKindTag<BlankLine>, TagOfName("stmt.BlankLine"));
  EXPECT_EQ(TagOf(BinaryOp::kShr), TagOfName("binary.Shr"));
  EXPECT_EQ(TagOf(UnaryOp::kNeg), TagOfName("unary.Neg"));
  EXPECT_EQ(TagOf(CompareOp::kNe), TagOfName("compare.Ne"));
  EXPECT_EQ(TagOf(TypeKind::kTile), TagOfName("type.Tile"));
}

TEST(KindTagsTest, AreTheSameInEveryVersion) {
  EXPECT_EQ(kKindTag<Literal>, 0xed444cf81bb9851fULL);
  EXPECT_EQ(kKindTag<ForRange>, 0xef470c92f74daf37ULL);
  EXPECT_EQ(TagOf(BinaryOp::kAdd), 0xda0f854912279145ULL);
  const Module module;
  EXPECT_EQ(TagOf(module, kFloat), 0x9491a5ef9fd99874ULL);
  EXPECT_EQ(TagOf(module, ArrayOf(kVec3, 2, ArrayKind::kIndexed)), 0xa555e3e695fb4863ULL);
}

TEST(KindTagsTest, AreDistinct) {
  std::set<uint64_t> tags;
  size_t count = 0;
  const auto add = [&](uint64_t tag) {
    tags.insert(tag);
    ++count;
  };
#define WARPLOOM_EXPR_KIND(Name) add(kKindTag<Name>);
#include "lang/expr_kind.def"
#define WARPLOOM_STMT_KIND(Name) add(kKindTag<Name>);
#include "lang/stmt_kind.def"
#define WARPLOOM_BINARY_OP(Name, spelling, builtin, precedence, group) \
  add(TagOf(BinaryOp::k##Name));
#define WARPLOOM_UNARY_OP(Name, spelling, builtin, precedence) add(TagOf(UnaryOp::k##Name));
#define WARPLOOM_COMPARE_OP(Name, spelling) add(TagOf(CompareOp::k##Name));
#include "lang/operators.def"
  for (int kind = 0; kind <= static_cast<int>(TypeKind::kTile); ++kind) {
    add(TagOf(static_cast<TypeKind>(kind)));
  }
  EXPECT_EQ(tags.size(), count);
  EXPECT_EQ(count, std::variant_size_v<ExprNode> - 1 + std::variant_size_v<StmtNode> - 1 + 13 + 4 +
                       6 + 12);
}

TEST(KindTagsTest, TypesAreToldApartByAllTheyConsistOf) {
  Module module;
  Builder b(module, PinnedBuiltins());
  const Type pair = b.TupleOf(std::array{kInt, kFloat});
  const Type swapped = b.TupleOf(std::array{kFloat, kInt});
  const std::array types = {VoidType(),
                            kBool,
                            kInt,
                            kFloat,
                            kDouble,
                            kVec2,
                            kVec3,
                            VecType(3, Scalar::kFloat64),
                            kMat22,
                            MatType(2, 3, Scalar::kFloat32),
                            MatType(3, 2, Scalar::kFloat32),
                            kQuat,
                            kTransform,
                            StringType(),
                            FunctionType(),
                            StructType(0),
                            StructType(1),
                            pair,
                            swapped,
                            ArrayOf(kFloat, 1),
                            ArrayOf(kFloat, 2),
                            ArrayOf(kFloat, 1, ArrayKind::kIndexed),
                            ArrayOf(kFloat, 1, ArrayKind::kFabric),
                            TileOf(kFloat, std::array{4, 8}),
                            TileOf(kFloat, std::array{8, 4}),
                            TileOf(kFloat, std::array{8})};
  std::set<uint64_t> tags;
  for (const Type type : types) {
    EXPECT_TRUE(tags.insert(TagOf(module, type)).second) << ToText(type);
  }
}

// The numbers of tuple and opaque types are those of first use, which is chance.
TEST(KindTagsTest, NumbersOfTypesDoNotCount) {
  Module one;
  Builder b(one, PinnedBuiltins());
  const Type first = b.TupleOf(std::array{kInt, kFloat});
  Module two;
  Builder c(two, PinnedBuiltins());
  c.TupleOf(std::array{kVec3, kVec3});
  const Type second = c.TupleOf(std::array{kInt, kFloat});
  ASSERT_NE(first, second);
  EXPECT_EQ(TagOf(one, first), TagOf(two, second));
}

}  // namespace
}  // namespace warploom::lang
