// The tiled C peer: what a C programmer writes who tiles for registers by hand and leaves the instructions to the compiler.
//
// Hidden layers keep their weights input-major, [in][out]: one input times a row of weights goes to all outputs at once. The last layer has
// fewer outputs than a vector has lanes and keeps them output-major, [out][in]: its outputs are products along the inputs, and the same
// layout serves its gradients. Batches go layer by layer over all rows, so that activations run over whole arrays and sums of several rows
// stay in registers while weights go by.
enum { OUTPUT_MAJOR = 1 };

#include "network.h"

// A vector of the machine, or half of it where the layers are so small. A tile is what fits the registers: 16 sums of 32, or 8 of 16.
#if defined(__AVX512F__) && !defined(NETWORK_xor)
enum { LANES = 16 };
#else
enum { LANES = 8 };
#endif
#ifdef __AVX512F__
enum { TILE_ROWS = 8, TILE_VECTORS = 2 };
#else
enum { TILE_ROWS = 4, TILE_VECTORS = 2 };
#endif

// Loops that are one vector operation, and loops around them that must vanish so that their sums become registers.
#define VECTOR(n) _Pragma("GCC unroll 1") for (int n = 0; n < LANES; n++)
#define UNROLL _Pragma("GCC unroll 16")

// ---- One sample.

// Several partial sums per output where there are few outputs: one multiply-add takes four cycles, and two can start in each.
INLINE void hidden_row(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, int in, int out)
{
    enum { MOST = 8 };
    const int vectors = out / LANES < MOST ? out / LANES : MOST, parts = in % 4 ? 1 : vectors <= 2 ? 4 : vectors <= 4 ? 2 : 1;
    for (int n = 0; n < out; n += vectors * LANES) {
        float sum[4][MOST][LANES] ALIGNED;
        UNROLL for (int p = 0; p < parts; p++)
            UNROLL for (int v = 0; v < vectors; v++) VECTOR(l) sum[p][v][l] = p ? 0 : b[n + v * LANES + l];
        for (int i = 0; i < in; i += parts)
            UNROLL for (int p = 0; p < parts; p++)
                UNROLL for (int v = 0; v < vectors; v++)
                    VECTOR(l) sum[p][v][l] += x[i + p] * w[(i + p) * out + n + v * LANES + l];
        UNROLL for (int p = 1; p < parts; p++)
            UNROLL for (int v = 0; v < vectors; v++) VECTOR(l) sum[0][v][l] += sum[p][v][l];
        UNROLL for (int v = 0; v < vectors; v++) VECTOR(l) y[n + v * LANES + l] = sum[0][v][l];
    }
    activate(y, 1, out, HIDDEN);
}

INLINE void output_rows(const float *restrict x, float *restrict y, int rows)
{
    for (int row = 0; row < rows; row++)
        for (int o = 0; o < OUTPUTS; o++) {
            float sum = 0;
            for (int i = 0; i < LAST; i++) sum += x[row * LAST + i] * w3[o * LAST + i];
            y[row * OUTPUTS + o] = sum + b3[o];
        }
    activate(y, rows, OUTPUTS, OUTPUT);
}

// Returns the last hidden layer.
INLINE float *forward_row(const float *restrict x, float *restrict a1, float *restrict a2, float *restrict y)
{
    hidden_row(x, w1, b1, a1, INPUTS, FIRST);
    if (SECOND) hidden_row(a1, w2, b2, a2, FIRST, SECOND);
    output_rows(SECOND ? a2 : a1, y, 1);
    return SECOND ? a2 : a1;
}

NOINLINE void forward(const float *restrict x, float *restrict y)
{
    float a1[FIRST] ALIGNED, a2[SECOND] ALIGNED, a3[OUTPUTS];
    forward_row(x, a1, a2, a3);
    for (int o = 0; o < OUTPUTS; o++) y[o] = a3[o];
}

// The step is taken in the same pass over the weights as the gradient of the inputs.
INLINE void hidden_row_step(const float *restrict x, float *restrict w, float *restrict b, const float *restrict dz, float *restrict dx,
                            int in, int out)
{
    for (int i = 0; i < in; i++) {
        float sum = 0, step = rate * x[i];
        if (dx) for (int o = 0; o < out; o++) sum += w[i * out + o] * dz[o];
        for (int o = 0; o < out; o++) w[i * out + o] -= step * dz[o];
        if (dx) dx[i] = sum;
    }
    for (int o = 0; o < out; o++) b[o] -= rate * dz[o];
}

NOINLINE void train1(const float *restrict x, const float *restrict t)
{
    float a1[FIRST] ALIGNED, a2[SECOND] ALIGNED, a3[OUTPUTS], d1[FIRST] ALIGNED, d2[SECOND] ALIGNED, d3[OUTPUTS];
    float *restrict a = forward_row(x, a1, a2, a3), *restrict d = SECOND ? d2 : d1;
    loss_gradient(a3, t, d3, 1);
    for (int i = 0; i < LAST; i++) {
        float sum = 0;
        UNROLL for (int o = 0; o < OUTPUTS; o++) {
            sum += w3[o * LAST + i] * d3[o];
            w3[o * LAST + i] -= rate * d3[o] * a[i];
        }
        d[i] = sum;
    }
    for (int o = 0; o < OUTPUTS; o++) b3[o] -= rate * d3[o];
    derive(a, d, LAST, HIDDEN);
    if (SECOND) {
        hidden_row_step(a1, w2, b2, d2, d1, FIRST, SECOND);
        derive(a1, d1, FIRST, HIDDEN);
    }
    hidden_row_step(x, w1, b1, d1, NULL, INPUTS, FIRST);
}

// ---- A batch.

// c[m][n] = start[n] + sum over k of a[m, k] b[k][n], or, with a step, c[m][n] -= step * that sum. a is read at m * am + k * ak.
INLINE void tile(const float *restrict a, int am, int ak, const float *restrict b, float *restrict c, const float *restrict start,
                 float step, int k_count, int n_count, int rows, int vectors)
{
    float sum[TILE_ROWS][TILE_VECTORS][LANES] ALIGNED;
    UNROLL for (int m = 0; m < rows; m++)
        UNROLL for (int v = 0; v < vectors; v++) VECTOR(l) sum[m][v][l] = start ? start[v * LANES + l] : 0;
    for (int k = 0; k < k_count; k++)
        UNROLL for (int m = 0; m < rows; m++)
            UNROLL for (int v = 0; v < vectors; v++)
                VECTOR(l) sum[m][v][l] += a[m * am + k * ak] * b[k * n_count + v * LANES + l];
    UNROLL for (int m = 0; m < rows; m++)
        UNROLL for (int v = 0; v < vectors; v++)
            VECTOR(l) c[m * n_count + v * LANES + l] = step != 0 ? c[m * n_count + v * LANES + l] - step * sum[m][v][l] : sum[m][v][l];
}

INLINE void product(const float *restrict a, int am, int ak, const float *restrict b, float *restrict c, const float *restrict start,
                    float step, int m_count, int k_count, int n_count)
{
    const int whole = m_count / TILE_ROWS * TILE_ROWS, rest = m_count % TILE_ROWS, wide = TILE_VECTORS * LANES;
    for (int n = 0; n < n_count / wide * wide; n += wide) {
        const float *from = start ? start + n : NULL;
        for (int m = 0; m < whole; m += TILE_ROWS)
            tile(a + m * am, am, ak, b + n, c + m * n_count + n, from, step, k_count, n_count, TILE_ROWS, TILE_VECTORS);
        if (rest) tile(a + whole * am, am, ak, b + n, c + whole * n_count + n, from, step, k_count, n_count, rest, TILE_VECTORS);
    }
    if (n_count % wide) {
        const int n = n_count / wide * wide;
        const float *from = start ? start + n : NULL;
        for (int m = 0; m < whole; m += TILE_ROWS)
            tile(a + m * am, am, ak, b + n, c + m * n_count + n, from, step, k_count, n_count, TILE_ROWS, 1);
        if (rest) tile(a + whole * am, am, ak, b + n, c + whole * n_count + n, from, step, k_count, n_count, rest, 1);
    }
}

INLINE void hidden_rows(const float *restrict x, const float *restrict w, const float *restrict b, float *restrict y, int in, int out)
{
    product(x, in, 1, w, y, b, 0, ROWS, in, out);
    activate(y, ROWS, out, HIDDEN);
}

INLINE void bias_step(const float *restrict dz, float *restrict b, int out, float step)
{
    float sum[out];
    for (int o = 0; o < out; o++) sum[o] = 0;
    for (int row = 0; row < ROWS; row++)
        for (int o = 0; o < out; o++) sum[o] += dz[row * out + o];
    for (int o = 0; o < out; o++) b[o] -= step * sum[o];
}

// The second layer's weights as [out][in]. Interleaving the halves of an array turns the bits of every index by one place; once for each
// bit of FIRST, and rows and columns have changed places. Whole vectors do this, while a plain transposition goes number by number.
INLINE const float *transpose(const float *w)
{
    static float buffer[2][SECOND * FIRST] ALIGNED;
    enum { HALF = SECOND * FIRST / 2 };
    UNROLL for (int bits = 1, pass = 0; bits < FIRST; bits *= 2, pass ^= 1) {
        const float *restrict from = w;
        float *restrict to = buffer[pass];
        for (int i = 0; i < HALF; i++) {
            to[2 * i] = from[i];
            to[2 * i + 1] = from[i + HALF];
        }
        w = to;
    }
    return w;
}

NOINLINE void forward_batch(const float *restrict x, float *restrict y)
{
    static float a1[ROWS * FIRST] ALIGNED, a2[ROWS * SECOND] ALIGNED;
    hidden_rows(x, w1, b1, a1, INPUTS, FIRST);
    if (SECOND) hidden_rows(a1, w2, b2, a2, FIRST, SECOND);
    output_rows(SECOND ? a2 : a1, y, ROWS);
}

NOINLINE void train_batch(const float *restrict x, const float *restrict t)
{
    static float a1[ROWS * FIRST] ALIGNED, a2[ROWS * SECOND] ALIGNED, a3[ROWS * OUTPUTS] ALIGNED;
    static float d1[ROWS * FIRST] ALIGNED, d2[ROWS * SECOND] ALIGNED, d3[ROWS * OUTPUTS] ALIGNED;
    const float step = rate / ROWS;
    float *restrict a = SECOND ? a2 : a1, *restrict d = SECOND ? d2 : d1;
    hidden_rows(x, w1, b1, a1, INPUTS, FIRST);
    if (SECOND) hidden_rows(a1, w2, b2, a2, FIRST, SECOND);
    output_rows(a, a3, ROWS);
    loss_gradient(a3, t, d3, ROWS);

    product(d3, OUTPUTS, 1, w3, d, NULL, 0, ROWS, OUTPUTS, LAST);
    product(d3, 1, OUTPUTS, a, w3, NULL, step, OUTPUTS, ROWS, LAST);
    bias_step(d3, b3, OUTPUTS, step);
    derive(a, d, ROWS * LAST, HIDDEN);
    if (SECOND) {
        const float *transposed = transpose(w2);
        product(d2, SECOND, 1, transposed, d1, NULL, 0, ROWS, SECOND, FIRST);
        product(a1, 1, FIRST, d2, w2, NULL, step, FIRST, ROWS, SECOND);
        bias_step(d2, b2, SECOND, step);
        derive(a1, d1, ROWS * FIRST, HIDDEN);
    }
    product(x, 1, INPUTS, d1, w1, NULL, step, INPUTS, ROWS, FIRST);
    bias_step(d1, b1, FIRST, step);
}
