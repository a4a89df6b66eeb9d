#include "print/imports.h"

#include <gtest/gtest.h>

#include "lang/builder.h"

namespace warploom::print {
namespace {

TEST(Imports, MembersOfAClassNeedTheirModules) {
  lang::Kernel kernel;
  lang::Builder b(kernel, lang::PinnedBuiltins());
  const lang::ExprId pi = b.Named(lang::NumberName::kPi, lang::NumberSource::kMath);
  b.AddClass({.name = "Settings",
              .kind = lang::ConstantClass::Kind::kPlain,
              .members = {{"PI", lang::kFloat, pi, false}}});
  EXPECT_TRUE(ImportsOf(kernel, lang::PinnedBuiltins()).math);
  EXPECT_FALSE(ImportsOf(kernel, lang::PinnedBuiltins()).numpy);
}

}  // namespace
}  // namespace warploom::print
