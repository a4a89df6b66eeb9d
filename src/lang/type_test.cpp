#include "lang/type.h"

#include <gtest/gtest.h>

namespace warploom::lang {
namespace {

TEST(TypeTest, TextReadsBackAsTheSameType) {
  const Type types[] = {VoidType(),
                        kBool,
                        kInt,
                        kDouble,
                        kVec3,
                        kMat22,
                        kQuat,
                        kTransform,
                        ArrayOf(kVec3, 2),
                        ArrayOf(kVec3, 2, ArrayKind::kIndexed),
                        ArrayOf(kInt, 1, ArrayKind::kFabric),
                        ArrayOf(kQuat, 1, ArrayKind::kIndexedFabric),
                        StructType(3),
                        MatType(2, 3, Scalar::kFloat16),
                        ArrayOf(StructType(1), 1),
                        VecType(6, Scalar::kUint8)};
  for (const Type type : types) {
    EXPECT_EQ(TypeFromText(ToText(type)), type) << ToText(type);
  }
}

TEST(TypeTest, OpaqueTypesKeepTheirName) {
  const auto type = TypeFromText("opaque<mesh_query_point_t>");
  ASSERT_TRUE(type.has_value());
  EXPECT_EQ(ToText(*type), "opaque<mesh_query_point_t>");
}

TEST(TypeTest, NonsenseIsRefused) {
  for (const char* text : {"", "vec", "vec3", "vec3<>", "vec3<string>", "mat3<float32>",
                           "array9<int32>", "quat<float32", "opaque<>", "struct#"}) {
    EXPECT_EQ(TypeFromText(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace warploom::lang
