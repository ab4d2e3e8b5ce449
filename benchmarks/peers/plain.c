// The plain C peer: what a C programmer writes who cares about speed, without tiling anything by hand. Sizes are constants, weights are
// input-major and aligned, a sample goes through the network in one function, a step on one sample is taken in the same pass over the
// weights as the gradient. A training batch goes layer by layer, so that activations run over whole arrays.
enum { OUTPUT_MAJOR = 0 };

#include "network.h"

INLINE void dense(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, int in, int out)
{
    float sum[out] ALIGNED;
    for (int o = 0; o < out; o++) sum[o] = b[o];
    for (int i = 0; i < in; i++)
        for (int o = 0; o < out; o++) sum[o] += x[i] * w[i * out + o];
    for (int o = 0; o < out; o++) y[o] = sum[o];
}

// Returns the last hidden layer.
INLINE float *forward_row(const float *restrict x, float *restrict a1, float *restrict a2, float *restrict y)
{
    float *last = SECOND ? a2 : a1;
    dense(x, w1, b1, a1, INPUTS, FIRST);
    activate(a1, 1, FIRST, HIDDEN);
    if (SECOND) {
        dense(a1, w2, b2, a2, FIRST, SECOND);
        activate(a2, 1, SECOND, HIDDEN);
    }
    dense(last, w3, b3, y, LAST, OUTPUTS);
    activate(y, 1, OUTPUTS, OUTPUT);
    return last;
}

NOINLINE void forward(const float *restrict x, float *restrict y)
{
    float a1[FIRST] ALIGNED, a2[SECOND] ALIGNED, a3[OUTPUTS] ALIGNED;
    forward_row(x, a1, a2, a3);
    for (int o = 0; o < OUTPUTS; o++) y[o] = a3[o];
}

NOINLINE void forward_batch(const float *restrict x, float *restrict y)
{
    for (int row = 0; row < ROWS; row++) forward(x + row * INPUTS, y + row * OUTPUTS);
}

// ---- Learning.

INLINE void input_gradient(const float *restrict w, const float *restrict dz, float *restrict dx, int in, int out)
{
    for (int i = 0; i < in; i++) {
        float sum = 0;
        for (int o = 0; o < out; o++) sum += w[i * out + o] * dz[o];
        dx[i] = sum;
    }
}

// w += scale x dz, b += scale dz: the step itself, or the sum of a batch.
INLINE void add_products(const float *restrict x, float *restrict w, float *restrict b, const float *restrict dz, float scale, int in, int out)
{
    for (int i = 0; i < in; i++) {
        const float factor = scale * x[i];
        for (int o = 0; o < out; o++) w[i * out + o] += factor * dz[o];
    }
    for (int o = 0; o < out; o++) b[o] += scale * dz[o];
}

// The gradient of the inputs and the step, in one pass over the weights.
INLINE void step_back(const float *restrict x, float *restrict w, float *restrict b, const float *restrict dz, float *restrict dx, int in, int out)
{
    for (int i = 0; i < in; i++) {
        const float factor = rate * x[i];
        float sum = 0;
        for (int o = 0; o < out; o++) sum += w[i * out + o] * dz[o];
        for (int o = 0; o < out; o++) w[i * out + o] -= factor * dz[o];
        dx[i] = sum;
    }
    for (int o = 0; o < out; o++) b[o] -= rate * dz[o];
}

NOINLINE void train1(const float *restrict x, const float *restrict t)
{
    float a1[FIRST] ALIGNED, a2[SECOND] ALIGNED, a3[OUTPUTS] ALIGNED, d1[FIRST] ALIGNED, d2[SECOND] ALIGNED, d3[OUTPUTS] ALIGNED;
    float *restrict last = forward_row(x, a1, a2, a3), *restrict d = SECOND ? d2 : d1;
    loss_gradient(a3, t, d3, 1);
    step_back(last, w3, b3, d3, d, LAST, OUTPUTS);
    derive(last, d, LAST, HIDDEN);
    if (SECOND) {
        step_back(a1, w2, b2, d2, d1, FIRST, SECOND);
        derive(a1, d1, FIRST, HIDDEN);
    }
    add_products(x, w1, b1, d1, -rate, INPUTS, FIRST);
}

static float g1[INPUTS * FIRST] ALIGNED, h1[FIRST] ALIGNED;
static float g2[FIRST * SECOND] ALIGNED, h2[SECOND] ALIGNED;
static float g3[LAST * OUTPUTS] ALIGNED, h3[OUTPUTS] ALIGNED;

INLINE void update(float *restrict w, float *restrict g, int count)
{
    for (int i = 0; i < count; i++) {
        w[i] -= rate / ROWS * g[i];
        g[i] = 0;
    }
}

NOINLINE void train_batch(const float *restrict x, const float *restrict t)
{
    static float a1[ROWS * FIRST] ALIGNED, a2[ROWS * SECOND] ALIGNED, a3[ROWS * OUTPUTS] ALIGNED;
    static float d1[ROWS * FIRST] ALIGNED, d2[ROWS * SECOND] ALIGNED, d3[ROWS * OUTPUTS] ALIGNED;
    float *restrict last = SECOND ? a2 : a1, *restrict d = SECOND ? d2 : d1;
    for (int row = 0; row < ROWS; row++) dense(x + row * INPUTS, w1, b1, a1 + row * FIRST, INPUTS, FIRST);
    activate(a1, ROWS, FIRST, HIDDEN);
    if (SECOND) {
        for (int row = 0; row < ROWS; row++) dense(a1 + row * FIRST, w2, b2, a2 + row * SECOND, FIRST, SECOND);
        activate(a2, ROWS, SECOND, HIDDEN);
    }
    for (int row = 0; row < ROWS; row++) dense(last + row * LAST, w3, b3, a3 + row * OUTPUTS, LAST, OUTPUTS);
    activate(a3, ROWS, OUTPUTS, OUTPUT);
    loss_gradient(a3, t, d3, ROWS);

    for (int row = 0; row < ROWS; row++) {
        input_gradient(w3, d3 + row * OUTPUTS, d + row * LAST, LAST, OUTPUTS);
        add_products(last + row * LAST, g3, h3, d3 + row * OUTPUTS, 1, LAST, OUTPUTS);
    }
    derive(last, d, ROWS * LAST, HIDDEN);
    if (SECOND) {
        for (int row = 0; row < ROWS; row++) {
            input_gradient(w2, d2 + row * SECOND, d1 + row * FIRST, FIRST, SECOND);
            add_products(a1 + row * FIRST, g2, h2, d2 + row * SECOND, 1, FIRST, SECOND);
        }
        derive(a1, d1, ROWS * FIRST, HIDDEN);
    }
    for (int row = 0; row < ROWS; row++) add_products(x + row * INPUTS, g1, h1, d1 + row * FIRST, 1, INPUTS, FIRST);

    update(w1, g1, INPUTS * FIRST);
    update(b1, h1, FIRST);
    update(w2, g2, FIRST * SECOND);
    update(b2, h2, SECOND);
    update(w3, g3, LAST * OUTPUTS);
    update(b3, h3, OUTPUTS);
}
