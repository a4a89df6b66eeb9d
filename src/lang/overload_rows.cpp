#include "lang/overload_rows.h"

#include <string>

namespace warploom::lang {
namespace {

// The first row of the name whose signature has `part`.
OverloadId RowWith(const BuiltinTable& table, std::string_view name, std::string_view part) {
  for (const OverloadId id : table.OverloadsNamed(table.Name(name))) {
    if (table.overload(id).signature.find(part) != std::string_view::npos) {
      return id;
    }
  }
  return {};
}

// The rows of the name by the kind of array that comes first.
SyntaxRows::ByArray RowsByArray(const BuiltinTable& table, std::string_view name) {
  SyntaxRows::ByArray rows;
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i] = RowWith(table, name, "(arr: " + std::string(Name(kArrayKinds[i])) + "(");
  }
  return rows;
}

}  // namespace

const SyntaxRows& SyntaxRowsOf(const BuiltinTable& table) {
  thread_local SyntaxRows rows;
  if (rows.table != &table) {
    rows = {.table = &table,
            .address = RowsByArray(table, "address"),
            .load = RowWith(table, "load", "("),
            .store = RowWith(table, "store", "("),
            .copy = RowWith(table, "copy", "("),
            .view = RowsByArray(table, "view"),
            .slice = RowWith(table, "slice", "("),
            .extent = RowWith(table, "extract", "shape_t"),
            .item = RowWith(table, "extract", "tuple"),
            .tuple = RowWith(table, "tuple", "("),
            .print = RowWith(table, "print", "("),
            .printf = RowWith(table, "printf", "("),
            .zeros = RowWith(table, "zeros", "shape: tuple"),
            .zeros_1d = RowWith(table, "zeros", "shape: int"),
            .array = RowWith(table, "array", "(")};
  }
  return rows;
}

InPlaceNames InPlaceNamesOf(BinaryOp op) {
  switch (op) {
    case BinaryOp::kAdd:
      return {"atomic_add", "add_inplace"};
    case BinaryOp::kSub:
      return {"atomic_sub", "sub_inplace"};
    case BinaryOp::kBitAnd:
      return {"atomic_and", "bit_and_inplace"};
    case BinaryOp::kBitOr:
      return {"atomic_or", "bit_or_inplace"};
    case BinaryOp::kBitXor:
      return {"atomic_xor", "bit_xor_inplace"};
    case BinaryOp::kMul:
    case BinaryOp::kMatMul:
    case BinaryOp::kDiv:
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod:
    case BinaryOp::kPow:
    case BinaryOp::kShl:
    case BinaryOp::kShr:
      return {};
  }
  return {};
}

bool IsAtomic(Type element) {
  switch (element.scalar) {
    case Scalar::kInt8:
    case Scalar::kUint8:
    case Scalar::kInt16:
    case Scalar::kUint16:
      return false;
    case Scalar::kBool:
    case Scalar::kInt32:
    case Scalar::kUint32:
    case Scalar::kInt64:
    case Scalar::kUint64:
    case Scalar::kFloat16:
    case Scalar::kBfloat16:
    case Scalar::kFloat32:
    case Scalar::kFloat64:
      return true;
  }
  return true;
}

}  // namespace warploom::lang
