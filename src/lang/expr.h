#pragma once

#include <array>
#include <cstdint>
#include <variant>

#include "lang/builtin_table.h"
#include "lang/ids.h"
#include "lang/keywords.h"
#include "lang/named_numbers.h"
#include "lang/operators.h"
#include "lang/type.h"

namespace warploom::lang {

// A scalar constant; the type of the expression says which member counts (bools and integers:
// `integer`; floats: `real`).
struct Literal {
  int64_t integer = 0;  // uint64 values keep their bits.
  double real = 0.0;
  // Spelled 0x..., which changes the text but not the meaning.
  // order: independent, because it is set once, on a literal that was just made.
  bool hex = false;
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
  enum class Form : uint8_t { kPlain = 0, kCast = 1, kValue = 2 };  // Part of hashes.
  uint16_t owner;                                                   // Of Module::classes.
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

// All arguments of a call stand where their parameters do.
inline constexpr uint8_t kAllByPosition = 255;

// wp.<name>(...): which overload, and with which concrete types, `call` says.
struct BuiltinCall {
  CallId call;
  ExprList args;
  uint8_t by_position = kAllByPosition;  // The arguments after so many are written name=value.
};

// A call of a helper. `args` has one for each parameter; one that is the parameter's default itself
// is not written.
struct UserCall {
  enum class Form : uint8_t {  // The numbers are part of structural hashes.
    kCall = 0,
    kOperator = 1,  // a + b of structs, by a helper called add.
    kGrad = 2,      // wp.grad(f)(...): the derivatives by each parameter.
  };
  FuncId function;
  ExprList args;
  ExprId callee;  // What stands for the function where it is not its name: see Callee.
  Form form = Form::kCall;
  uint8_t by_position = kAllByPosition;
};

// A value made from parts: wp.vec3(x, y, z), wp.quat(v, w), float(i), wp.int64(n), Particle().
// The expression's type says what is made; rules.h: FindConstructor tells Warp's overload.
struct Construct {
  enum class Spelling : uint8_t {  // The numbers are part of structural hashes.
    kName = 0,
    kTypeOf = 1,  // type(x)(2.0)
    kDtype = 2,   // a.dtype(2.0) of an array or vec
  };
  ExprList args;
  ExprId like;  // The x or a.
  Spelling spelling = Spelling::kName;
  uint8_t by_position = kAllByPosition;  // Of a struct's fields.
  uint8_t starred = 0;  // So many parts, from the first, are written as *v: see PartsOfOneVariable.
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

// shape=(8, 16): an argument of a builtin by its name, or by its place alone when `is_bare`.
struct Keyword {
  KeywordName name;
  ExprId value;
  bool is_bare;
};

// float, wp.vec3: a type as an argument; the expression's type is the one that is meant.
struct TypeName {};

// wp.max, blend: a function as a value, either a builtin or a helper of the module. Beside it a
// parameter or wp.static(...) may have the type of functions.
struct Callee {
  BuiltinNameId builtin;
  FuncId function;
};

// wp.zeros(shape=8, dtype=float): an array of the thread's own; or, with a source,
// wp.array(ptr=source.ptr, shape=(4, n), dtype=float): the same memory in another shape.
struct LocalArray {
  ExprList shape;
  ExprId source;
};

// wp.adjoint[x] in a helper's own gradient.
struct Adjoint {
  ExprId of;
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
