#pragma once

#include <array>
#include <cstdint>
#include <variant>

#include "lang/builtin_table.h"
#include "lang/ids.h"
#include "lang/named_numbers.h"
#include "lang/operators.h"
#include "lang/type.h"

namespace warploom::lang {

// A scalar constant; the type of the expression says which member counts (bools and integers:
// `integer`; floats: `real`).
struct Literal {
  int64_t integer = 0;  // uint64 values keep their bits.
  double real = 0.0;
  bool hex = false;  // Spelled 0x..., which changes the text but not the meaning.
};

// A text in quotes, for print and printf.
struct String {
  TextId text;
};

// An argument, parameter, local or loop variable.
struct VarRef {
  VarId var;
};

// A module-level constant, captured by the kernel or function.
struct ConstRef {
  ConstId constant;
};

// wp.pi, math.inf: a float32 number by its name.
struct NamedNumber {
  NumberName name;
  NumberSource source;
};

// Mode.LINEAR, int(Mode.LINEAR), Mode.LINEAR.value: a constant out of one of the module's classes.
struct Member {
  enum class Form : uint8_t { kPlain, kCast, kValue };
  uint16_t owner;  // Of Kernel::classes.
  uint16_t index;
  Form form;
};

// wp.static(value): Python computes it before Warp sees the code. It may refer to constants, to
// members and to the counters of loops over constant ranges.
struct Static {
  ExprId value;
};

// (a, b), or a list of numbers as a module's constant.
struct Tuple {
  ExprList items;
};

// `call` is what Warp resolves the operator to; none for `not` on bool, which Warp's table has too.
struct Unary {
  UnaryOp op;
  ExprId operand;
  CallId call;
};

struct Binary {
  BinaryOp op;
  ExprId left;
  ExprId right;
  CallId call;
};

// a < b, or the chain a < b <= c when `operands` has three. All operands have one type.
struct Compare {
  std::array<CompareOp, 2> ops;
  ExprList operands;
};

// `and` or `or` of two or more bool operands; Warp short-circuits them.
struct BoolOp {
  bool is_and;
  ExprList operands;
};

struct Ternary {
  ExprId condition;
  ExprId then;
  ExprId otherwise;
};

// wp.<name>(...): which overload, and with which concrete types, `call` says.
struct BuiltinCall {
  CallId call;
  ExprList args;
};

struct UserCall {
  FuncId function;
  ExprList args;
};

// A value made from parts: wp.vec3(x, y, z), wp.quat(v, w), float(i), wp.int64(n), Particle().
// The expression's type says what is made; rules.h: FindConstructor tells Warp's overload.
struct Construct {
  ExprList args;
};

// base[indices]: an element or view of an array (fewer indices than dimensions, or a Slice among
// them, give a view), or a component of a vec, mat, quat or transform.
struct Subscript {
  ExprId base;
  ExprList indices;
};

// start:stop:step inside a Subscript; each may be none.
struct Slice {
  ExprId start;
  ExprId stop;
  ExprId step;
};

// base.<field> of a struct.
struct Field {
  ExprId base;
  uint16_t field;
};

// base.x / .y / .z / .w of a vec or quat; base.p / .q of a transform (index 0 / 1).
struct Component {
  ExprId base;
  uint8_t index;
};

// array.shape[dimension]
struct Shape {
  ExprId array;
  uint8_t dimension;
};

#define WARPLOOM_EXPR_KIND(Name) , Name
using ExprNode = std::variant<std::monostate
#include "lang/expr_kind.def"
                              >;

struct Expr {
  ExprNode node;
  Type type;
};

}  // namespace warploom::lang
