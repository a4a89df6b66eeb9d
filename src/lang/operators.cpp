#include "lang/operators.h"

#include <array>

namespace warploom::lang {
namespace {

constexpr std::array kBinary = {
#define WARPLOOM_BINARY_OP(Name, spelling, builtin, precedence, group) \
  OperatorInfo{spelling, builtin, precedence, OperatorGroup::group},
#include "lang/operators.def"
};
constexpr std::array kUnary = {
#define WARPLOOM_UNARY_OP(Name, spelling, builtin, precedence) \
  OperatorInfo{spelling, builtin, precedence},
#include "lang/operators.def"
};
constexpr std::array kCompare = {
#define WARPLOOM_COMPARE_OP(Name, spelling) OperatorInfo{spelling, spelling, kComparePrecedence},
#include "lang/operators.def"
};

}  // namespace

const OperatorInfo& Info(BinaryOp op) { return kBinary[static_cast<size_t>(op)]; }
const OperatorInfo& Info(UnaryOp op) { return kUnary[static_cast<size_t>(op)]; }
const OperatorInfo& Info(CompareOp op) { return kCompare[static_cast<size_t>(op)]; }

}  // namespace warploom::lang
