#include "lang/operators.h"

#include <array>

namespace warploom::lang {
namespace {

// In the order of BinaryOp, UnaryOp and CompareOp.
constexpr std::array<OperatorInfo, 13> kBinary = {{
    {"+", "add", 10},
    {"-", "sub", 10},
    {"*", "mul", 11},
    {"@", "mul", 11},
    {"/", "div", 11},
    {"//", "floordiv", 11},
    {"%", "mod", 11},
    {"**", "pow", 13},
    {"&", "bit_and", 8},
    {"|", "bit_or", 6},
    {"^", "bit_xor", 7},
    {"<<", "lshift", 9},
    {">>", "rshift", 9},
}};
constexpr std::array<OperatorInfo, 4> kUnary = {{
    {"-", "neg", 12},
    {"+", "pos", 12},
    {"not ", "unot", kNotPrecedence},
    {"~", "invert", 12},
}};
constexpr std::array<OperatorInfo, 6> kCompare = {{
    {"<", "<", kComparePrecedence},
    {"<=", "<=", kComparePrecedence},
    {">", ">", kComparePrecedence},
    {">=", ">=", kComparePrecedence},
    {"==", "==", kComparePrecedence},
    {"!=", "!=", kComparePrecedence},
}};

}  // namespace

const OperatorInfo& Info(BinaryOp op) { return kBinary[static_cast<size_t>(op)]; }
const OperatorInfo& Info(UnaryOp op) { return kUnary[static_cast<size_t>(op)]; }
const OperatorInfo& Info(CompareOp op) { return kCompare[static_cast<size_t>(op)]; }

}  // namespace warploom::lang
