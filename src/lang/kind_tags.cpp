#include "lang/kind_tags.h"

#include "base/check.h"

namespace warploom::lang {
namespace {

// Depends on the order of what is added.
constexpr uint64_t Joined(uint64_t tag, uint64_t next) {
  return (tag ^ next) * 0x9e3779b97f4a7c15ULL + (tag >> 29U);
}

// What tells a type from others of its kind, scalar and measures.
uint64_t TagOfId(const Module& module, Type type) {
  switch (type.kind) {
    case TypeKind::kStruct:
      return type.id;
    case TypeKind::kTuple: {
      uint64_t tag = 0;
      for (const Type item : module.tuple_of(type)) {
        tag = Joined(tag, TagOf(module, item));
      }
      return tag;
    }
    case TypeKind::kOpaque:
      return TagOfName(OpaqueName(type.id));
    case TypeKind::kTile: {
      uint64_t tag = 0;
      const TileShape shape = ShapeOf(type);
      for (const int extent : shape.span()) {
        tag = Joined(tag, static_cast<uint64_t>(extent));
      }
      return tag;
    }
    case TypeKind::kVoid:
    case TypeKind::kScalar:
    case TypeKind::kVec:
    case TypeKind::kMat:
    case TypeKind::kQuat:
    case TypeKind::kTransform:
    case TypeKind::kString:
    case TypeKind::kFunction:
      return 0;
  }
  WARPLOOM_CHECK(false, "unknown type kind");
}

}  // namespace

uint64_t TagOf(BinaryOp op) {
  switch (op) {
#define WARPLOOM_BINARY_OP(Name, spelling, builtin, precedence, group) \
  case BinaryOp::k##Name:                                              \
    return TagOfName("binary." #Name);
#include "lang/operators.def"
  }
  WARPLOOM_CHECK(false, "unknown binary operator");
}

uint64_t TagOf(UnaryOp op) {
  switch (op) {
#define WARPLOOM_UNARY_OP(Name, spelling, builtin, precedence) \
  case UnaryOp::k##Name:                                       \
    return TagOfName("unary." #Name);
#include "lang/operators.def"
  }
  WARPLOOM_CHECK(false, "unknown unary operator");
}

uint64_t TagOf(CompareOp op) {
  switch (op) {
#define WARPLOOM_COMPARE_OP(Name, spelling) \
  case CompareOp::k##Name:                  \
    return TagOfName("compare." #Name);
#include "lang/operators.def"
  }
  WARPLOOM_CHECK(false, "unknown comparison");
}

uint64_t TagOf(TypeKind kind) {
  switch (kind) {
    case TypeKind::kVoid:
      return TagOfName("type.Void");
    case TypeKind::kScalar:
      return TagOfName("type.Scalar");
    case TypeKind::kVec:
      return TagOfName("type.Vec");
    case TypeKind::kMat:
      return TagOfName("type.Mat");
    case TypeKind::kQuat:
      return TagOfName("type.Quat");
    case TypeKind::kTransform:
      return TagOfName("type.Transform");
    case TypeKind::kStruct:
      return TagOfName("type.Struct");
    case TypeKind::kString:
      return TagOfName("type.String");
    case TypeKind::kTuple:
      return TagOfName("type.Tuple");
    case TypeKind::kFunction:
      return TagOfName("type.Function");
    case TypeKind::kOpaque:
      return TagOfName("type.Opaque");
    case TypeKind::kTile:
      return TagOfName("type.Tile");
  }
  WARPLOOM_CHECK(false, "unknown type kind");
}

uint64_t TagOf(const Module& module, Type type) {
  uint64_t tag = Joined(TagOf(type.kind), TagOfName(Info(type.scalar).name));
  tag = Joined(tag, static_cast<uint64_t>(type.rows) << 8U | type.cols);
  tag = Joined(tag, TagOfId(module, type));
  return type.is_array() ? Joined(Joined(tag, TagOfName(Name(type.array_kind))), type.ndim) : tag;
}

}  // namespace warploom::lang
